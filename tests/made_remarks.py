"""What officials write beside a number: what makes it less or another one, and what does not.

Of the third quarter of 2022 and of a number of trainings that is the quarter's own, where a list
does not say otherwise.
"""

from typing import Final


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.strip().split("\n") if line)


def _parted(text: str) -> tuple[str, ...]:
    return tuple(remark.strip() for remark in " ".join(text.split()).split(" | "))


CHANGING: Final = _lines(
    """
апсолутна бројка
+/- 10
врз основа на примерок
состојба на денешен ден, 7 октомври
годишно
annually
në vit
не е во наша надлежност
не сме надлежни за овој индикатор
not our responsibility
nuk është në kompetencën tonë
уште не е потврдено
ќе се корегира
податок од претходен квартал
to be corrected
still provisional
ende e pakonfirmuar
do të korrigjohet
shifër e përkohshme
до 30 јуни
за цела 2022 година
за јуни
само за август
од јануари до јуни
јануари - јуни 2022
од јануари до септември
податок за 2021 година
за вториот квартал
состојба на 30.06.2022
состојба заклучно со 31 август
заклучно со јули
до 15 септември 2022
5.4.2022, 17.8.2022 и 21.9.2022
годишен податок за 2022
за првото полугодие
за првите шест месеци
од почетокот на годината
кумулативно од почетокот на планот
податоците се од минатата година
за II квартал
за периодот јануари-јуни
за последните 12 месеци
по состојба 31.12.2021
Q2 2022
I-III квартал
само за Скопје
само Битола
без Струга
без податоците од Куманово
освен Министерството за правда
без подрачните единици
исклучиво за полицијата
дел од институциите не доставија
делумни податоци
податоците се нецелосни
не ги вклучува општините
не се сите опфатени
недостасуваат податоци од две општини
вклучувајќи и друго министерство
вклучително и советите за превенција
заедно со МП
плус 3 онлајн
за сите институции
на ниво на целиот сектор
за општина Битола
за целата држава
ако се одобри буџетот
доколку се потпише договорот
под услов да има средства
зависи од одлуката на Владата
условно
околу
приближно
оквирно
груба проценка
проценето
по слободна проценка
веројатно повеќе
можеби 12 или 13
непроверен податок
непотврдено
неофицијален податок
бројката не е конечна
податокот е неконечен
податокот не е потврден
треба да се провери
ќе се потврди дополнително
податоците се уште се собираат
подлежи на промени
ќе се ажурира по 15 октомври
не сме сигурни
во просек месечно
просек
просечно по институција
месечно
двојно броени
на годишно ниво
лани
минатогодишен податок
претходниот квартал
застарен податок
последен достапен податок
податокот не е ажуриран
откажани
одложени
не се одржани
се уште не се одржани
нереализирани
закажани
закажани за октомври
планирани
ќе се одржат во октомври
се очекува до крајот на годината
треба да се реализираат
целта е 20
целна вредност
проекција
најмалку
повеќе од
максимум
samo za Skopje
bez Kumanovo
okolu
planirano
vetëm për Shkupin
vetëm Tetova
pa Strugën
pa të dhënat e policisë
përveç Ministrisë së Drejtësisë
të dhëna të paplota
mungojnë dy komuna
nuk janë përfshirë komunat
duke përfshirë edhe ministrinë tjetër
së bashku me MD
për të gjitha institucionet
deri më 30 qershor
për tërë vitin 2022
për qershor
janar-qershor
nga janari deri në qershor
për tremujorin e dytë
për vitin 2021
gjendja më 30.06.2022
vitin e kaluar
nëse miratohet buxheti
varet nga qeveria
rreth
përafërsisht
vlerësim
e dhëna e paverifikuar
e pakonfirmuar
jozyrtare
nuk është përfundimtare
duhet verifikuar
mund të ndryshojë
mesatarisht në muaj
të anuluara
të shtyra për tetor
nuk janë mbajtur
ende nuk janë mbajtur
të planifikuara
do të mbahen në tetor
synimi është 20
së paku
until 30 June
for the whole of 2022
for June
only for August
January to June
January - September 2022
data for 2021
for the second quarter
as of 30 June 2022
through July
annual figure for 2022
for the first half
first six months
last year's figure
since the beginning of the year
only for Skopje
only the police
without Struga
excluding the regional offices
except the Ministry of Justice
incomplete
not all institutions replied
does not include municipalities
including another ministry
together with MJ
for all institutions
for the municipality of Bitola
if the budget is approved
subject to approval
depends on the Government
about
approximately
rough estimate
probably more
unverified
not confirmed
unofficial figure
data are not final
to be confirmed
may change
will be updated later
we are not sure
monthly average
per month
counted twice
cancelled
postponed to October
not held
still not held
scheduled for October
planned
will be held in October
the target is 20
expected by year end
at least
up to
последно тримесечје
податок за последното тримесечје
од последниот квартал
последниот квартал
од претходното тримесечје
претходно тримесечје
минатото тримесечје
за минатиот квартал
за минатиот месец
од минатиот период
ланско тримесечје
од прв квартал
второ тримесечје
второто тримесечје
прво полугодие
податоци од второто тримесечје
податоците се од вториот квартал
последните шест месеци
само последниот месец
тримесечјето пред ова
tremujori paraprak
tremujorin paraprak
tremujori i dytë
për tremujorin paraprak
gjysma e parë e vitit
last three months of 2021
previous three months
prior quarter
prior period
preceding quarter
second quarter
second quarter figure
Q2 figure
first half of 2022
дел
само дел
еден дел
дел од средствата
дел од вкупното
делот за МВР
делот на МВР
наш дел
само нашиот дел
нашиот удел
дел од проектот
дел од буџетот
првиот дел
прв дел
прва транша
прва рата
една транша
аванс
само аванс
меѓузбир
дел е исплатен
дел се исплатени
pjesë
vetëm pjesë
një pjesë e mjeteve
pjesa jonë
kësti i parë
paradhënie
part
part only
only part
partial payment
our share
our part only
first instalment
first tranche
advance payment
interim figure
вкл. и донации
вкл. донации
со донации
со донациите
заедно со донации
и донации
плус донации
со ДДВ
без ДДВ
вкл. ДДВ
ДДВ вклучен
со вклучен ДДВ
со придонеси
со сите трошоци
и од други извори
од сите извори
вклучена е и донацијата
вклучени се и донации
вклучено и кофинансирање
донации вклучени
со кофинансирање
me donacione
përfshirë donacionet
me TVSH
pa TVSH
donacionet të përfshira
incl. donations
with donations
donations included
including VAT
VAT included
with VAT
VAT incl.
план за 2023
план 2023
планот за 2023
план за наредната година
план за следниот квартал
план за Q4
за 2023
за наредната година
за следниот квартал
за наредниот период
за идната година
предвидено за 2023
од планот за 2023
цел за 2023
буџет за 2023
финансиски план за 2023
plani për 2023
plan për vitin e ardhshëm
për vitin 2023
për vitin e ardhshëm
për tremujorin e ardhshëm
objektivi për 2023
plan for 2023
plan 2023
the plan for 2023
planned value
for next year
for next quarter
for the next period
for 2023
target for 2023
budget for 2023
"""
)

LEAVING: Final = _lines(
    """
следните обуки се закажани за октомври
планирани и одржани
so otvorena porta
со отворена порта и црвен крст заедно
nasata psihologinja go vodat
Евиденција на институцијата
Записници од обуките
Записник од 12.9.2022
Извештај од 5 јули 2022
Извештај за третиот квартал
Годишен извештај на МВР
Годишна програма за обуки
Одлука бр. 12-345/2 од 3.8.2022
Решение од 1 септември
за третиот квартал
за квартал 3
јули - септември 2022
јули-септември
од 1 јули до 30 септември
од 1.7.2022 до 30.9.2022
1.7. - 30.9.2022
до 30 септември 2022
заклучно со септември
состојба на 30.09.2022
состојба 30 септември
III квартал
Q3
Q3 2022
во текот на кварталот
за извештајниот период
во септември
12.9.2022
септември 2022
на 5 и 6 јули
05.07, 17.08 и 21.09
5.7.2022, 17.8.2022 и 21.9.2022
одржани на 12 јули и 3 август
обуката се одржа на 12 јули
рокот е продолжен до 31 декември
договорот важи до 31.12.2023
објавено на порталот во јули
следната обука е во октомври
обуките продолжуваат во наредниот квартал
Скопје
Скопје и Битола
во Скопје, Битола и Охрид
Одржани во Скопје
обуките се одржаа во Охрид
Обука за полицајци
обуки за наставници и стручни служби
за полицијата и обвинителството
Присуствуваа вработени од пет институции
учествуваа 25 лица
12 обуки со вкупно 240 учесници
во соработка со ОБСЕ
со поддршка од УНДП
финансирано од ИПА
организирано од Академијата за судии
организирани заедно со ОБСЕ
поддржано од буџетот
согласно програмата
согласно Планот за обуки
според планот
според договорите
Буџет на МВР
Финансов план
Договор за јавна набавка
Извештај на работната група
База на податоци
Евиденција на одделението за човечки ресурси
Листи на присутни
потпишани листи
фотографии и записници
без забелешки
без промени
без дополнителни трошоци
без финансиски импликации
без надомест
нема забелешки
нема промени
нема проблеми
само за интерна употреба
само во електронска форма
само еднаш
Агенда и листа на учесници
веб-страница на министерството
www.example.mk/obuki
Службен весник бр. 123/2022
Архивски број 12-345/1
видете го извештајот
прилог 3
во прилог е записникот
Сектор за меѓународна соработка
Лице за контакт: А. П.
тел. 02 000 0101
МВР
Академија
дводневни обуки
онлајн
онлајн и со физичко присуство
одржани онлајн
основни обуки
обука за основно ниво
сите се одржани
целосно реализирано
реализирано во целост
завршено во рок
конечен податок
проверен податок
официјален податок
податокот е потврден
бројката е точна
ажурирани податоци
точен број
вкупно
вкупно за кварталот
вкупен број
број на обуки
обуки
одржани обуки
реализирани
По барање на општините
Обуките ги води Академијата
Бројот е поголем поради новата програма
зголемен интерес
повеќе заинтересирани институции
помалку обуки поради летниот период
поради летниот период
Мај 2022: потпишан меморандум
evidencija
zapisnici
Regjistri i institucionit
Procesverbalet e trajnimeve
Raporti vjetor
Raporti i tremujorit të tretë
korrik - shtator 2022
për tremujorin e tretë
deri më 30 shtator 2022
në shtator
Shkup dhe Tetovë
mbajtur në Shkup
trajnime për mësues
në bashkëpunim me OSBE
me mbështetje të UNDP
sipas planit
sipas programit
pa vërejtje
pa ndryshime
listat e pjesëmarrësve
faqja e internetit
Gazeta Zyrtare nr. 123
shih shtojcën
të dhëna përfundimtare
të dhëna zyrtare
janë mbajtur të gjitha
trajnime dyditore
online
gjithsej
numri i trajnimeve
Records of the institution
Minutes of the trainings
Annual report
Report for the third quarter
July - September 2022
for the third quarter
until 30 September 2022
as of 30 September 2022
in September
held on 12 July
Skopje and Bitola
held in Skopje
trainings for teachers
in cooperation with the OSCE
supported by UNDP
according to the plan
according to the programme
no remarks
without remarks
no changes
attendance lists
website of the ministry
Official Gazette 123/2022
see annex 3
final data
verified
official figure
all were held
two-day trainings
in total
number of trainings
The deadline was extended to 31 December
the next training is in October
More institutions took part than before
последна измена во септември
последен извештај од јули
последната обука беше во септември
последните записници се во прилог
последна верзија на извештајот
последниот состанок беше на 12.9.2022
извештај за последното тримесечје на порталот
Извештај на работната група за последниот квартал
претходно одобрено од Владата
претходно објавено на порталот
минатата недела објавено
второ издание
втора обука за наставници
вториот состанок беше во Охрид
првата обука е одржана во јули
прва обука
прв состанок на работната група
Дел I од Стратегијата
дел од активностите се одржани онлајн
дел од учесниците се од општините
дел од обуките беа во Скопје
делегација од пет институции
Деловник за работа
според Делот 3 од Планот
дел од програмата за обуки
реализирано како дел од проектот на УНДП
дел од Годишната програма
наставниот дел е одржан онлајн
практичен дел во Охрид
со донаторска поддршка
донација од УНДП
финансирано од донации
донации од ОБСЕ и УНДП
донатор: УНДП
со средства од буџетот
со средства на ИПА
со учество на општините
со претставници од општините
со присуство на медиуми
и онлајн
и во Охрид
вклучени се сите институции
вклучени се сите општини
вклучени сите сектори
План за обуки 2022
План за обуки
планот за обуки е објавен
План за јавни набавки за 2022 година
според планот за 2022
согласно планот
по план
според план
согласно годишниот план
Годишен план за 2022
план за интегритет
Финансов план за 2022
планот за 2023 е во подготовка
планот за 2023 е донесен
Буџет за 2022
за наредната обука се пријавени 20 лица
наредниот состанок е во октомври
следна обука во октомври
pjesëmarrje e lartë
pjesë e programit vjetor
pjesëmarrës nga komunat
si pjesë e projektit të UNDP
me mbështetje të donatorëve
me pjesëmarrjen e komunave
plani i trajnimeve
sipas planit për 2022
Plani vjetor 2022
përfshirë në raportin vjetor
trajnimi i dytë
takimi i parë
trajnimi i fundit në shtator
part of the annual programme
as part of the UNDP project
partner: OSCE
participants from five institutions
with donor support
donation from UNDP
with representatives of municipalities
training plan 2022
according to the plan for 2022
annual plan for 2022
plan of trainings
second training in Ohrid
second edition
the last training was in September
last meeting on 12 September
next meeting in October
next training is planned
the plan for 2023 is in preparation
включено
прво читање во Собрание
"""
)

# Beside a number of persons trained.
OF_ANOTHER_THING: Final = _lines(
    """
обуки, не лица
обуки а не лица
обуки, а не лица
обуки (не лица)
обуки - не лица
тоа се обуки, не лица
бројот е на обуки, не на лица
вредноста е број на обуки, не број на лица
обуки наместо лица
наместо лица, обуки
не лица, туку обуки
не се лица, туку обуки
не се лица
часови, не лица
настани, не лица
договори, а не лица
Обуки, НЕ лица!
обуки, не учесници
obuki, ne lica
obuki namesto lica
trainings, not persons
trainings (not persons)
trainings rather than persons
trainings instead of people
not persons but trainings
these are trainings, not people
number of trainings, not number of persons
hours, not persons
meetings, not persons
trajnime, jo persona
trajnime, e jo persona
trajnime (jo persona)
trajnime në vend të personave
jo persona, por trajnime
këto janë trajnime, jo persona
takime, jo persona
numri i trajnimeve, jo i personave
obuke, ne lica
"""
)
OF_THE_THING: Final = _lines(
    """
лица, не обуки
лица, а не обуки
лица наместо обуки
број на лица, не број на обуки
persons, not trainings
people rather than trainings
persona, jo trajnime
не обуки, туку лица
not trainings but persons
lica, ne obuki
lica, ne obuke
лицата не се од МВР
Листа на лица, не се објавува
Извештај, не се бара друго
Записник од обука; не е потпишан
Minutes
Minutes of the training
не се применува
нема забелешки
Лица на обуки, не онлајн
обуки во живо, не онлајн
онлајн, не во живо
report is not public
lists are not attached
jo publike
Јавен извештај, не архивски
лица, не семејства
евиденција на лица, не на обуки
МВР, не МТСП
persons trained, not trainings held
список, а не потписи
не
ne
jo
not
учесници, не обуки
Në vend të raportit: lista
2 обуки
две обуки
обука
учесници
лица
persons
Извештај
Записници
Документи
Институции
општини
Евиденција
12 часа
реализирано место Скопје
"""
)

OF_INDICATORS: Final = {
    "persons": (
        _parted(
            """
            податокот е од јуни | податоците се од 30 јуни | состојба на 30.6.2022 | пријавени
            учесници, не присутни | пријавени | податокот ќе се потврди | се чека потврда од ЦОБ |
            заклучно со август | без септември | x10 | х 10 | во десетици | стотици | во илјади |
            ×1000 | покани испратени | поканети лица | план за 2023 | планирани за Q4 | двојно
            броени | вклучени се и лица од минатиот квартал | застарен податок | стар податок |
            last known figure | figure from June | as of 30 June | registered participants |
            registered, attended 40 | applications | data not updated | data from the second
            quarter | not updated since July | to be revised | hundreds | in thousands | multiply
            by 10 | e dhëna është e qershorit | të dhënat janë të qershorit | të regjistruar, jo
            të pranishëm | të paraqitur | në mijëra | nuk është përditësuar | gjendja më 30
            qershor | бројката е од мај | информација заклучно со јуни | податокот се однесува на
            второто тримесечје | кандидати за обука | уписи | испратени покани | најавени учесници
            | поднесени пријави | предложени лица | номинирани | nominated | shortlisted | people
            reached, not trained | nominuar | на чекање | waiting list | lista e pritjes | 20 од
            нив не ја завршија | од кои 10 се откажаа | не сите ја завршија обуката | капацитет на
            обуката | број на места | places available | годишна бројка | бројка за цела година |
            број на сертификати | certificates, not persons | учества, не лица | participations |
            pjesëmarrje, jo persona | подобни | квалификувани кандидати | избрани | повикани |
            селектирани | пријавиле учество | потенцијални корисници | број на покани | selected |
            eligible | contacted | expected participants | number of invitations | të përzgjedhur
            | të kontaktuar | податок од минатата година | бројка од Q1 | мај 2022 | заклучно
            31.8. | figures for Q2 | January-September | јануари-септември | janar-shtator | од
            почетокот на годината | привремени податоци | груба процена | според наша евиденција,
            не е финално | не е финално | финално по 10.10 | draft numbers | shifra jo
            përfundimtare | ќе следува корекција | можна корекција
            """
        ),
        _parted(
            """
            состојба на 30.9.2022 | евиденција на МВР | според листа на присутни | листата на
            присутни е кај секторот | од нив 12 жени | реализирано во целост | обуката ја водеше
            надворешен експерт | обуката се одржа онлајн | две обуки по 24 лица | as of 30
            September 2022 | attendance list attached | lista e pjesëmarrësve bashkëngjitur |
            gjendja më 30 shtator | Евиденција на Секторот за обука | Список на учесници со потпис
            | Записници од обуките | обучени се инспектори од 8 подрачни единици | Сертификатите
            се поделени на 20 септември | Обуките ги организира ОБСЕ | Извештај од обучувачот,
            арх. бр. 05-1234/2 | учесници од сите региони | жени 20, мажи 28 | 20 жени и 28 мажи |
            учествуваа и претставници на НВО | бројот одговара на списокот | податок од човечки
            ресурси | податоци од НСС | податоците ги достави Академијата | внатрешна евиденција |
            е-обука | дводневна обука во Охрид | одржана во септември | обуките се одржаа во јули
            и септември | дел од Програмата за 2022 | согласно Програмата за обука | во соработка
            со МТСП | ECRIS | Training register | attendance sheets, HR department | women 20, men
            28 | trained by OSCE experts | two-day training in Ohrid | annual training programme |
            signed attendance lists | held in September | HR records | certificates issued |
            online via Zoom | evidenca e sektorit | lista e nënshkruar | trajnimi u mbajt në
            shtator | në bashkëpunim me OSBE | regjistri i trajnimeve | 20 gra dhe 28 burra |
            raport i trajnerit
            """
        ),
    ),
    "trainings": (
        _parted(
            """
            закажани | од кои 2 закажани за октомври | последната не е завршена | пријавени обуки
            | состојба од јули | истата бројка како во Q2 | бројката е од извештајот за првото
            полугодие | работилници и обуки заедно | вклучува и состаноци | training sessions, not
            trainings | two of them cancelled later | scheduled | same as in Q2, not updated |
            includes workshops | të planifikuara për tetor | përfshin edhe punëtori | shifra e
            njëjtë si në tremujorin e dytë | обуки и состаноци | вклучително онлајн презентации |
            денови обука | training days | модули | планирани вкупно | сите освен една | one is
            still ongoing | една е во тек | njëra është në vazhdim | презентации | состаноци |
            предавања | часови | meetings | sessions | takime | обуки, работилници и состаноци |
            трибини | најавени | одобрени обуки | понудени | offered | të ofruara | на национално
            ниво | само за вработени
            """
        ),
        _parted(
            """
            обуките се по 2 дена | 3 во Скопје, 4 во Битола | заверени во ЦОО | без промена од
            минатиот квартал | нема нови обуки во кварталот | со поддршка на УНДП | финансирано од
            ОБСЕ | supported by OSCE | me mbështetjen e OSBE-së | nuk ka trajnime të reja |
            Записници | последната обука беше на 28 септември | обуките ќе продолжат во октомври |
            обуките ги финансира ЕУ | по една обука во секој центар | теми: насилство, трговија со
            луѓе | и нема измени во планот | 5 дена секоја | види веб-страница | www.mtsp.gov.mk |
            https://mtsp.gov.mk/obuki | агенди и списоци во архива | обуките се акредитирани | 7
            теми | cumulative since 2021 | вкупно од 2021 година | од почетокот на планот | 3 во
            овој квартал, 4 претходно | 4 претходно + 3 сега | вкупно досега, од нив 3 во овој
            квартал | agendas and lists archived | of which 3 in this quarter | 3 this quarter, 4
            before | trainings continue in October | prej tyre 3 në këtë tremujor | agjenda dhe
            lista | financuar nga BE | реализација по план | сите обуки | акредитирани обуки
            """
        ),
    ),
    "money": (
        _parted(
            """
            без ДДВ | со ДДВ | договорена вредност | ангажирани, не потрошени | фактурирано,
            неплатено | проценета вредност на набавката | предвидени во буџетот | во 000 ден. |
            000 ден | илјади | евра по среден курс | аконтација | committed, not spent | VAT
            excluded | contract value | estimated value | pa TVSH | vlera e kontratës | të
            planifikuara në buxhet | проектиран трошок | резервирани средства | одобрени средства
            | побарани средства | allocated | requested | earmarked | reserved | të alokuara | të
            ndara | доделени средства | до крајот на годината | заеднички за трите министерства |
            joint with MoH | неплатени фактури | обезбедени средства | расположливи средства |
            available | secured | заклучно со август | вклучува и плати | плус кофинансирање | USD
            | cca | максимален износ | таван | ceiling | вредност на тендерот | тендерска вредност
            | tender value
            """
        ),
        _parted(
            """
            ставка 425 | програма 20, ставка 464 | платени од донација | извор: трезор | од
            буџетот на РСМ | paid from the state budget | nga buxheti i shtetit | Трезор, сметка
            637 | Завршна сметка | платено во два дела | фактура бр. 12/2022 | договор бр. 12-345
            | по договорот со агенцијата | реализирано 98 % од планираното | реализација на
            буџетот | исплатено во септември | ТВ спотови и плакати | Treasury records | invoice
            no. 12/2022 | paid in September | thesari | fatura nr. 12/2022 | paguar në shtator |
            kontrata nr. 12 | контролор: сектор за финансии | трансфер кон општини | износот е во
            МКД | по курс 61,5
            """
        ),
    ),
    "share": (
        _parted(
            """
            промили | во промили | на илјада | процентни поени | пораст во процентни поени | од
            анкетираните | од оние што одговориле | per mille | percentage points | of those
            surveyed | për mijë | pikë përqindje | процент на зголемување | growth rate | промена
            во однос на 2021 | change vs last year | број на општини | апсолутен број | numri i
            komunave | само од пилот-општините | од планираното | од целта | of target |
            реализација на целта | просечно | e synimit
            """
        ),
        _parted(
            """
            37 од 81 општина | 37 of 81 municipalities | однос 46:100 | 37/81 општини | општините
            се наведени во прилог | според анкетата на ЗЕЛС | according to ZELS records | 37
            municipalities | lista e komunave në shtojcë | пресметано од 81 општина | % од
            општините | од 81 општина
            """
        ),
    ),
    "law": (
        _parted(
            """
            ќе се усвои | ќе се усвои во октомври | се очекува усвојување до крајот на годината |
            во собраниска процедура | предлог-законот е поднесен до Собранието | нацрт |
            нацрт-законот е изготвен | само начелно | will be adopted | will be adopted in October
            | in parliamentary procedure | expected in December | draft prepared | do të miratohet
            | do të miratohet në tetor | në procedurë | pritet miratimi | projektligji është
            përgatitur | во фаза на усвојување | изготвен | поднесен до Владата | на јавна
            расправа | прво читање | објавен на ЕНЕР | first reading | public consultation |
            approved by the Government, not by the Assembly | leximi i parë | konsultim publik |
            делумно | prepared | на дневен ред | во изработка | процесот е започнат | започнат |
            started | on the agenda | planned for 2023 | ka filluar | në rendin e ditës | условно
            | одложено | вратен на доработка | returned for revision
            """
        ),
        _parted(
            """
            усвоен на 12.9.2022 | Сл. весник 120/2022 | по скратена постапка | објавен во Службен
            весник | adopted by the Assembly | miratuar më 12 shtator | Службен весник бр. 120/22
            | законот е во сила | усвоен со 65 гласа | стапи во сила | донесен | усвоен, се
            применува од јануари | Official Gazette 120/2022 | in force since July | Gazeta
            Zyrtare 120/2022 | ligji është në fuqi | ENER | со измени и дополнувања | стапува во
            сила од 1.1.2023 | Собрание, 12.9.2022 | точка 5, 87 седница
            """
        ),
    ),
    "day": (
        _parted(
            """
            планиран датум | нацрт-верзија | се очекува | ќе биде објавен | planned | do të
            publikohet | работна верзија, конечната следи
            """
        ),
        _parted(
            """
            објавен на веб-страницата | published on the website | https://vlada.mk | веб-страница
            на Владата | објавен на македонски и албански | faqja e qeverisë
            """
        ),
    ),
}
"""Indicator → remarks by which its value is to be asked about, and remarks that change nothing."""

OF_OTHER_UNITS: Final = _lines(
    """
count | лица | 118 | 118 барања поднесени
count | лица | 34 | случаите ги броиме, не луѓето
count | лица | 22 | ова ви е бројот на предмети
count | лица | 40 | сметано по семејство
count | лица | 40 | броено по семејства
count | лица | 15 | тоа се групи со по 10тина луѓе
count | лица | 15 | тоа се групи
count | лица | 310 | pregledi, ne pacienti
count | лица | 310 | prijavi gi broeme
count | лица | 12 | паралелки
count | лица | 6 | работилници беа 6, учесници уште не сме пребројале
count | лица | 9 | само семејства броев
count | лица | 77 | вкупно интервенции на тимот
count | лица | 77 | толку услуги дадовме
count | лица | 230 | повици на линијата, лицата се помалку
count | лица | 45 | апликации (едно лице може повеќе)
count | лица | 45 | 45 решенија
count | лица | 60 | проценти се ова
count | лица | 60 | во %
count | лица | 60 | 60%
count | лица | 60 | процент од вработените
count | лица | 60 | удел во проценти
count | обуки | 24 | часови обука
count | обуки | 24 | 24 часа вкупно
count | обуки | 24 | учесници
count | обуки | 24 | ова се учесници, обука имавме една
count | договори | 3 | вредност во милиони
count | договори | 3 | 3 милиони ден вредност
count | километри | 12 | во метри
count | тони | 500 | кг
count | обуки | 5 | денови обука
count | состаноци | 14 | присутни
amount | денари | 450 | во 000 ден
amount | денари | 450 | износот во илјада денари
amount | денари | 450 | трите нули ги изоставив
amount | денари | 450 | додајте 3 нули
amount | денари | 450 | без нули
amount | денари | 450 | иљадарки
amount | денари | 4.5 | милиони
amount | денари | 4.5 | мил.ден
amount | денари | 4.5 | 4,5 милиони
amount | денари | 8000 | eur
amount | денари | 8000 | тоа е во евра
amount | денари | 8000 | донаторот плаќа во евра па така внесов
amount | денари | 8000 | сумата е евро не денар
amount | денари | 8000 | швајцарски франци
amount | денари | 8000 | USD по договор
amount | денари | 8000 | износ во долари
amount | денари | 8000 | 8000 €
amount | денари | 8000 | во американски долари
amount | денари | 8000 | курс 61,5 не е применет, евра се
amount | евра | 61500 | денари
amount | евра | 61500 | внесено во денари
amount | евра | 61500 | МКД
percent | % | 35 | 35 општини
percent | % | 35 | број на општини
percent | % | 35 | ова е број а не процент
percent | % | 35 | апсолутен број
percent | % | 35 | промили
percent | % | 3 | процентни поени
percent | % | 35 | на 1000 жители
percent | % | 35 | по 100.000 жители
percent | % | 35 | 35 лица од 50
percent | % | 35 | се работи за број на одлуки
count | persona | 118 | 118 kërkesa
count | persona | 118 | kerkesa jane, jo persona
count | persona | 40 | familje i kemi numru
count | persona | 40 | numri i familjeve
count | persona | 40 | kto jan raste
count | persona | 40 | kaq thirrje
count | persona | 40 | grupe
count | persona | 40 | jo njerez por seanca
count | persona | 40 | lende e jo persona
amount | denarë | 450 | ne mije
amount | denarë | 450 | në mijëra denarë
amount | denarë | 450 | ne euro
amount | denarë | 450 | eshte n'euro
amount | denarë | 450 | shuma ne franga
amount | denarë | 450 | milion
percent | % | 35 | 35 shkolla
percent | % | 35 | numer e jo perqindje
percent | % | 35 | promil
count | trajnime | 24 | orë
count | trajnime | 24 | pjesemarres
count | trajnime | 24 | ditë trajnimi
count | persons | 118 | 118 applications
count | persons | 118 | applications, not people
count | persons | 118 | that's sessions, not persons
count | persons | 118 | counted per household
count | persons | 118 | no. of calls
count | persons | 118 | cases (one case may have more people)
count | persons | 118 | this is actually the number of visits
count | persons | 118 | we count families
count | persons | 118 | number of files opened
count | persons | 118 | as a percentage
amount | MKD | 450 | in thousands
amount | MKD | 450 | '000
amount | MKD | 450 | thousands of denars
amount | MKD | 450 | EUR
amount | MKD | 450 | amount is in euros
amount | MKD | 450 | in Swiss francs
amount | MKD | 450 | USD equivalent
amount | MKD | 450 | figures in EUR k
amount | EUR | 61500 | that's denars
percent | % | 35 | 35 schools
percent | % | 35 | number of schools, not %
percent | % | 35 | absolute number
percent | % | 3 | percentage points
percent | % | 35 | per 1000
count | trainings | 24 | hours
count | trainings | 24 | participants
count | trainings | 24 | 24 training days
count | лица | 64 | Зборуваме за домаќинства
count | лица | 64 | оvде се внесени предметите од судот
count | лица | 64 | ги пребројав сите пријави од SOS
count | лица | 64 | бројот на контакти
count | лица | 64 | не се лица туку интервенции
count | лица | 64 | 64 сесии со психолог
count | лица | 64 | vkupno 64 povici
count | лица | 64 | br. na semejstva
count | лица | 64 | семејства (не лица)
count | лица | 64 | Податокот е за број на советувања
count | лица | 64 | внесени се институции а не луѓе од нив
count | лица | 7 | толку ЦСР пратија свои луѓе
count | лица | 7 | 7 училишта
count | лица | 7 | тоа се 7 тимови
count | лица | 41 | 41%
count | лица | 41 | процентуално изразено
count | лица | 41 | 41 посто од планираните
count | лица | 1500 | подароци пакети
count | лица | 230 | билети продадени
count | лица | 96 | изразено во човек-часови
count | лица | 96 | човекочасови
count | обуки | 36 | Учесници вкупно
count | обуки | 36 | 36 учесника
count | обуки | 36 | внесен е бројот на учесници
count | обуки | 36 | саати обука
count | обуки | 3 | 3 дена
count | брошури | 4 | 4 наслови
count | брошури | 2 | во илјади парчиња
count | брошури | 2 | 2 иљ примероци
count | инспекции | 80 | 80 инспектори-денови
count | инспекции | 80 | субјекти, инспекции беа повеќе
count | предмети | 19 | обвинети лица
count | предмети | 19 | ова се лица, предмети се 11
count | тимови | 25 | членови на тимовите
count | состаноци | 18 | присутни 18
count | објекти | 900 | квадратни метри
count | денови | 3 | месеци
count | денови | 3 | во месеци е
amount | денари | 1200 | ден. во 000
amount | денари | 1200 | вредноста во илјади
amount | денари | 1200 | иљ. ден
amount | денари | 1200 | x 1.000
amount | денари | 1200 | (во хиљади)
amount | денари | 3 | милиончиња
amount | денари | 3 | цифрата е милионска
amount | денари | 3.2 | милијарди
amount | денари | 9000 | уплатено во eur девизна сметка
amount | денари | 9000 | 9.000 евра
amount | денари | 9000 | ова е евро износ
amount | денари | 9000 | износот е еврски
amount | денари | 9000 | долари се
amount | денари | 9000 | по договорот - евра
amount | денари | 9000 | еур.
amount | денари | 9000 | британски фунти
amount | денари | 9000 | албански леки
amount | денари | 9000 | српски динари
amount | денари | 9000 | CHF
amount | денари | 12 | 12 фактури
amount | денари | 12 | 12 плаќања вкупно
amount | денари | 60 | 60% од буџетот
amount | денари | 60 | процент реализација
amount | евра | 120000 | износот е во ден.
amount | евра | 120000 | денарска вредност
percent | % | 18 | 18 институции
percent | % | 18 | ова се институции, не процент
percent | % | 18 | Не е процент туку бројка
percent | % | 18 | бројка на предмети
percent | % | 0.4 | дел од 1
percent | % | 18 | 18 од 45
percent | % | 2 | пораст во п.п.
percent | % | 12 | 12 промили
percent | % | 12 | на 10.000 жители
percent | % | 12 | 12 денови просек
percent | % | 12 | денови просечно
count | persona | 88 | jane kerkesa
count | persona | 88 | 88 vizita
count | persona | 88 | numri i vizitave
count | persona | 88 | familje, jo persona
count | persona | 88 | raste
count | persona | 88 | keto jane ore
count | persona | 88 | kam shenu shkollat
count | persona | 88 | aq thirrje kemi pas
count | persona | 88 | sa konsultime jane bere
count | persona | 88 | 88 perqind
count | persona | 88 | perqindje
amount | denarë | 700 | ne mije den
amount | denarë | 700 | mije
amount | denarë | 700 | 700 mije
amount | denarë | 700 | milione
amount | denarë | 700 | vlera ne eur
amount | denarë | 700 | euro jane
amount | denarë | 700 | leke shqiptare
amount | denarë | 700 | dollare
amount | denarë | 700 | pa tri zero
percent | % | 22 | 22 komuna
percent | % | 22 | ky eshte numri i komunave
percent | % | 22 | jo perqindje po numer
percent | % | 22 | pike perqindjeje
count | trajnime | 30 | 30 pjesemarres
count | trajnime | 30 | numri i pjesemarresve
count | trajnime | 30 | ore trajnimi
count | persons | 55 | 55 cases
count | persons | 55 | files, not individuals
count | persons | 55 | it's households
count | persons | 55 | this figure is the number of counselling sessions
count | persons | 55 | counted in families
count | persons | 55 | calls received (callers unknown)
count | persons | 55 | number of referrals
count | persons | 55 | these are visits and not visitors
count | persons | 55 | we only track sessions
count | persons | 55 | in percent
count | persons | 55 | % of target
count | persons | 55 | visits
count | persons | 55 | person-hours
count | trainings | 30 | 30 participants
count | trainings | 30 | attendees, not trainings
count | trainings | 30 | training hours
count | trainings | 30 | days not trainings
amount | MKD | 700 | amounts in 000s
amount | MKD | 700 | MKD thousands
amount | MKD | 700 | thous. MKD
amount | MKD | 700 | in millions
amount | MKD | 700 | mln
amount | MKD | 700 | euro amount
amount | MKD | 700 | reported in EUR as per grant agreement
amount | MKD | 700 | US dollars
amount | MKD | 700 | booked in GBP
amount | EUR | 43050 | MKD
percent | % | 14 | 14 out of 60
percent | % | 14 | 14 institutions
percent | % | 14 | that's a number not a percentage
percent | % | 14 | count
percent | % | 14 | per mille
percent | % | 14 | pp change
percent | % | 14 | per 100,000 inhabitants
count | лица | 27 | Ги внесов групите.
count | лица | 27 | Ова што стои е бр. на обуки
count | лица | 27 | 27 е бројот на барања
count | лица | 27 | 27 пријавени случаи
count | лица | 27 | Предмети - 27
count | лица | 27 | Предмети: 27, лица 31
count | лица | 27 | пресудите се 27, осудените не ги броевме
count | лица | 27 | вкупен број услуги
count | лица | 27 | на ниво на домаќинство
count | лица | 27 | не по лице, по настан
count | лица | 27 | тоа се присуства на сите обуки
count | лица | 27 | 27 casa obuka
count | лица | 27 | vo procenti
count | лица | 27 | brojot e na centri
count | лица | 27 | се однесува на брoj на институции
count | советувања | 52 | клиенти
count | советувања | 52 | 52 клиенти
count | советувања | 52 | минути
count | кампањи | 5000 | летоци
count | кампањи | 5000 | 5000 летоци
count | прирачници | 3 | во 3 илјади примероци
count | дрвја | 6 | илјади садници
count | километри патишта | 4 | метри се
count | претреси | 11 | возила
count | одлуки | 18 | 18 подносители
count | денови | 6 | недели
amount | денари | 880 | илјади
amount | денари | 880 | цифрите се во илјада ден.
amount | денари | 880 | заокружено во 000 мкд
amount | денари | 880 | зборуваме за илјади денари
amount | денари | 880 | без последните три цифри
amount | денари | 2.6 | изразено во милиони
amount | денари | 2.6 | 2,6 мил мкд
amount | денари | 14300 | износ евра
amount | денари | 14300 | сумава е во евра
amount | денари | 14300 | уплатата беше во евра
amount | денари | 14300 | vo EUR, kursot ne znam koj e
amount | денари | 14300 | USD
amount | денари | 14300 | во странска валута
amount | денари | 14300 | девизи
amount | денари | 14300 | швајц. франци
amount | денари | 14300 | норвешки круни
amount | денари | 8 | бр. на уплати
amount | денари | 8 | 8 корисници
amount | денари | 43 | 43 %
amount | евра | 922500 | МКД, не EUR
percent | % | 9 | 9 предмети од 40
percent | % | 9 | толку институции
percent | % | 0.9 | коефициент
percent | % | 9 | индекс
percent | % | 9 | ‰
percent | % | 9 | 9 п.п. повеќе од лани
count | persona | 31 | shkolla
count | persona | 31 | 31 shkolla
count | persona | 31 | ketu jane seancat
count | persona | 31 | i kam shkru kontratat
count | persona | 31 | nr i lendeve
count | persona | 31 | eshte per familje
count | persona | 31 | sherbime te dhena
count | persona | 31 | jo persona, grupe
count | persona | 31 | ore mesimi
count | persona | 31 | % e te punesuarve
count | kontrata | 12 | milione
count | trajnime | 12 | dite trajnimi
amount | denarë | 64 | ne 000 den
amount | denarë | 64 | e kam shenu ne mije
amount | denarë | 64 | 64 mije denare
amount | denarë | 64 | euro kane qene
amount | denarë | 64 | franga zvicerane
amount | denarë | 64 | ne valute te huaj
amount | denarë | 64 | 64 perqind e buxhetit
percent | % | 17 | 17 institucione nga 50
percent | % | 17 | numri absolut
percent | % | 17 | kaq komuna
count | persons | 82 | 82 sessions
count | persons | 82 | sessions delivered
count | persons | 82 | the number is for consultations
count | persons | 82 | schools
count | persons | 82 | attendances
count | persons | 82 | pct of staff
count | persons | 82 | households surveyed
count | handbooks | 3 | thousand copies
count | visits | 82 | people visited
amount | MKD | 95 | th. den
amount | MKD | 95 | in 1000 MKD
amount | MKD | 95 | (in thousands)
amount | MKD | 95 | mil. MKD
amount | MKD | 95 | €
amount | MKD | 95 | in foreign currency
amount | MKD | 95 | donor reports in USD so this is USD
amount | MKD | 95 | 95 payments
percent | % | 6 | six municipalities
percent | % | 6 | 6 of 30
percent | % | 6 | basis points
percent | % | 31 | 31 општина има свој план
percent | % | 11 | 11 shkolla i kane
percent | % | 4 | 4 девојчиња пак се на школо
percent | % | 118 | тони се ова, ги измери комуналното
count | акции | 126 | 126 = ангажирани пол. службеници по сите акции
count | акции | 126 | бројката = полицајци
count | actions | 126 | X = people
count | actions | 126 | is minutes of patrol, from the log
count | акции | 126 | единица: часови
count | лица | 90 | Единица на набљудување е домаќинството.
count | лица | 38 | Настани. Во 1 возило по 10-20 мигр.
count | лица | 34 | 34 се фам. не деца, децата ги немаме по глава
count | лица | 4 | Внесени се КП. Извршители по истите 9.
count | takime | 87 | kaq veta erdhen
count | kontrolle | 92 | dite kur ka punu stacioni
count | видови материјали | 3000 | letoci ispecateni, site ist dizajn
count | persons | 14 | hospitals reached, lists did not come
count | договори | 3417000 | vred. na dogovorite, vidi esjn
amount | денари | 41300 | вештакот процени во EUR, не е прерачунато
amount | денари | 32000 | izn. e EUR po dog. za IPA
amount | денари | 32000 | прерачунато во илјади денари
amount | денари | 52000 | 52000 во EUR
amount | денари | 52000 | целиот износ е во евра
amount | денари | 52000 | прерачунато во евра
count | лица | 90 | семејства броени еднаш
amount | денари | 1500 | 1500k
amount | денари | 32000 | износот е во денари, во милиони
"""
)
"""Kind, unit and value of an indicator, and what makes the value one of another unit."""

OF_THE_UNIT: Final = _lines(
    """
count | лица | 118 | 118 лица на 6 обуки
count | лица | 118 | 118 лица од 14 општини
count | лица | 118 | на 6 обуки во 3 града
count | лица | 118 | извештај од обуките, 6 страници
count | лица | 118 | списоци во прилог
count | лица | 118 | обучени од Академијата
count | лица | 12 | состанок на 12.09
count | лица | 12 | на 12 септември во Охрид
count | лица | 118 | обуките беа во Скопје и Битола
count | лица | 118 | барањата се архивирани
count | лица | 118 | по барање на ОБСЕ
count | лица | 118 | трошоците ги плати проектот, 5.000 евра
count | лица | 118 | со поддршка од ЕУ, грант 20 илјади евра
count | лица | 118 | потврди поделени на сите
count | лица | 118 | повеќе од планираното затоа што имаше многу пријави
count | лица | 118 | работилници и обуки во текот на кварталот
count | лица | 118 | учесници од општини и од училишта
count | лица | 118 | наставници од 12 училишта
count | лица | 118 | наставници и директори
count | лица | 40 | еден ден по 8 часа
count | лица | 40 | 2 групи по 20
count | лица | 40 | се водат во електронска база
count | обуки | 24 | 24 обуки, 480 учесници
count | обуки | 24 | учествуваа 480 лица
count | обуки | 24 | по 2 часа секоја
count | обуки | 24 | вкупно 48 часа
count | обуки | 24 | во 12 општини
count | обуки | 24 | за наставници
count | обуки | 24 | присутни беа и претставници од НВО
count | договори | 3 | вкупна вредност 3,2 милиони денари
count | договори | 3 | потпишани со 3 здруженија
amount | денари | 450000 | 450.000 денари без ДДВ како што е барано
amount | денари | 450000 | исплатено во денари
amount | денари | 450000 | 7.300 евра по курс 61,5
amount | денари | 450000 | 450 илјади денари
amount | денари | 450000 | грант од ИПА во евра, префрлен во денари
amount | денари | 450000 | за 12 лица
amount | денари | 450000 | 3 фактури
amount | денари | 450000 | надоместоци за 15 лица по 30.000
amount | денари | 450000 | проектот е вреден 100.000 евра
percent | % | 35 | 28 од 80 општини
percent | % | 35 | 35% од општините
percent | % | 35 | 35 отсто
percent | % | 35 | база 80 општини
percent | % | 35 | општини со над 20.000 жители
percent | % | 35 | 5 процентни поени повеќе од лани
count | persona | 118 | 118 persona nga 6 komuna
count | persona | 118 | ne 6 trajnime
count | persona | 118 | listat jane bashkangjitur
count | persona | 118 | me kerkese te shkolles
count | persona | 118 | mesues dhe drejtore
count | persona | 118 | ne shkolla dhe komuna
amount | denarë | 450000 | paguar ne denare
amount | denarë | 450000 | granti ishte 7300 euro
percent | % | 35 | 28 nga 80 shkolla
count | trajnime | 24 | me 480 pjesemarres
count | trajnime | 24 | 2 ore secili
count | persons | 118 | at 6 trainings
count | persons | 118 | from 12 schools
count | persons | 118 | teachers and principals
count | persons | 118 | attendance sheets attached
count | persons | 118 | requests came from the schools
count | persons | 118 | sessions held in Skopje
count | persons | 118 | trained in groups of 20
amount | MKD | 450000 | paid in denars
amount | MKD | 450000 | covered by the EU grant (EUR 7,300)
amount | MKD | 450000 | three invoices
percent | % | 35 | 28 out of 80 schools
count | trainings | 24 | 480 people attended
count | trainings | 24 | each lasted 2 days
count | лица | 27 | обуката траеше 27 часа
count | лица | 27 | 27 лица, 3 обуки
count | лица | 27 | решенијата се во архива
count | лица | 27 | случаите ги води ЦСР
count | лица | 27 | услугите се бесплатни
count | лица | 27 | посети на терен имаше секоја недела
count | лица | 27 | обуките се акредитирани
count | лица | 27 | пресудите се правосилни
count | лица | 27 | со 3 часа недела
count | лица | 27 | 15 жени, 12 мажи
count | лица | 27 | деца и млади
count | лица | 27 | податоци од евиденција на предмети
count | обуки | 12 | лица од сите СВР
count | обуки | 12 | за судии и обвинители
count | обуки | 12 | учесниците беа задоволни
count | обуки | 12 | часовите се по распоред
count | одлуки | 18 | објавени на веб
amount | денари | 880000 | денари
amount | денари | 880000 | исплатени на 22 лица
amount | денари | 880000 | сметка во евра, конвертирано
amount | денари | 880000 | 880 илјади
amount | денари | 880000 | договор од 20.000 евра, курс 61,5
amount | денари | 880000 | ставка 425
percent | % | 9 | 9 од 100
percent | % | 9 | индикатор 3.2
percent | % | 9 | институции на централно ниво
count | persona | 31 | nga 31 korriku
count | persona | 31 | vizitat i bejne ekipet mobile
count | persona | 31 | gra dhe burra
amount | denarë | 640000 | paguar 12 personave
count | persons | 82 | 82 persons in 6 sessions
count | persons | 82 | sessions were held online
count | persons | 82 | contracts are in the archive
amount | MKD | 950000 | USD 15,400 at the day's rate
amount | MKD | 950000 | paid from the EUR account in denars
percent | % | 31 | во 31 општина
percent | % | 46 | МОН ги собира податоците од училиштата
amount | денари | 52000 | по курс 61,5 за EUR
amount | денари | 52000 | прерачунато од EUR
percent | % | 31 | 31 %, тоа се 31 општина
percent | % | 80 | 12/15. Без заокружување.
count | акции | 126 | 126 = сите акции
count | акции | 126 | полицајци и јавни обвинители ги водат
count | кривични пријави | 9 | 9 КП против 14 лица
count | лица | 31 | 31 heads / 62 person-days, heads entered
count | лица | 36 | 36 veta nga 18 institucione, jane numeruar vetat
count | persons | 14 | lists reached us by post
count | договори | 12 | вредност на договорите: 3 милиони
count | municipalities | 9 | 9 munis (39 users if anyone asks)
amount | денари | 27400000 | Полн износ во денари; во публикацијата истото е во милиони.
amount | денари | 845000 | vo bilansot stoi 845 (000), tuka e celiot iznos vo den.
amount | денари | 845000 | 845 илјади = 845.000
amount | денари | 118000 | 100 mije plus 18
amount | денари | 1500 | 1.5k
"""
)
"""What leaves the value one of its own unit."""
