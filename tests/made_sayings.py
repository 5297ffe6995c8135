"""What officials type where they have nothing to say, and near by what does say something."""

from typing import Final

SAYING_NOTHING: Final[tuple[str, ...]] = tuple(
    """
/
//
/ /
-
- -
–
—
.
..
....
… …
?
???
!
*
***
_
___
=
"
„“
" " "
-II-
- II -
-||-
- // -
x
XX
xxx
ххх
0
00
1
нема
Нема.
НЕМА
нема!
„нема“
(нема)
н е м а
нeмa
нема нема
н/п
Н/П.
н. п.
н.а.
n.a.
N/A
n / a
na
нп
Исто
исто.
Истото
ИСТО!
Исто - исто
идем
без промени
Без промени.
нема промени
Нема никакви промени
без коментар
да
не
TRUE
FALSE
yes
no.
ok
тест
test
TBD
t.b.d.
null
None
како претходно
Исто како претходно.
Исто како и претходниот квартал
Исто како во минатиот извештај
како во претходниот извештај
Состојбата е непроменета
Статусот е ист
види претходен извештај
Види претходно
видете го претходниот извештај
Погледнете го претходниот извештај.
види погоре
види забелешка
види образложение
види во листот 3
види допис бр. 12-345/2
види прилог
Видете во прилог
во прилог
Во прилог.
ВО ПРИЛОГ
прилог
Прилог 1
Во прилог на мејлот
во прилог доставуваме извештај
Доставено во прилог
информацијата е доставена во прилог
податоците се во прилог
приложен документ
документот е приложен
испратено по е-пошта во претходниот извештај
ќе се реализира
ќе се реализира во наредниот период
Ќе се реализира во наредниот квартал.
ќе биде реализирано во следниот квартал
Ќе се реализира до крајот на годината
ќе се реализира во текот на 2023 година
ќе се спроведе во четвртиот квартал
ќе биде завршено наскоро
Ќе следува во наредниот период
активноста ќе започне во следната година
Активноста ќе се реализира согласно динамиката
ќе биде доставено дополнително
Ќе биде доставено дополнително.
дополнително ќе биде доставено
извештајот ќе биде доставен дополнително
податоците ќе бидат доставени наскоро
ќе доставиме дополнително
ќе ве известиме дополнително
ќе се пријави во наредниот извештај
се реализира според планот
Се реализира според план
Активностите се одвиваат според планот.
Активностите се реализираат согласно планот
Активноста се спроведува во континуитет според динамиката
Во тек
во тек е
Во тек на реализација
Активноста е во тек
Реализацијата е во тек
постапката е во тек
активноста се реализира
активноста е започната
Активноста е реализирана.
активноста е целосно реализирана
активноста не е започната
Активноста не е започната.
активноста сè уште не е започната
Не е започната
не е започнато со реализација
Незапочнато
Не е реализирано
Не е реализирана активноста
нереализирано
не се реализирани активности во овој квартал
нема активности
Нема активности во овој период
Нема реализирани активности во извештајниот период
активноста доцни
доцнење
Активноста е одложена
одложено
одложено за наредниот квартал
пролонгирано
рокот е пролонгиран
не е предвидено за овој квартал
Не е планирано во овој период
поради објективни причини
Поради објективни причини не е реализирано.
од објективни причини
од оправдани причини
поради непредвидени околности
поради причини надвор од наша контрола
причини
чекаме
се чека
се работи
се работи на активноста
работиме на тоа
во подготовка
Активноста е во фаза на подготовка
почеток на реализација во октомври 2022
ke se realizira vo naredniot period
isto kako prethodno
vidi prethoden izvestaj
vo prilog
aktivnosta ne e zapocnata
nema promeni
see previous report
See the previous report.
see above
see attachment
See attachment
see attached document
See annex 2
see note
attached
in attachment
as attached
the report is attached
as before
same as before
Same as in the last quarter.
same as previous report
as reported previously
no change
No changes since the last report
unchanged
ongoing
In progress
under way
implementation is ongoing
the activity is in progress
not started
The activity has not started yet.
the activity is not yet implemented
not implemented
will be implemented in the next quarter
Will be implemented in the coming period.
to be implemented in 2023
will start soon
will be submitted later
will be provided additionally
The information will be sent in the following period
implemented according to plan
according to the plan
as planned
on track
delayed
the activity is delayed
postponed to the next quarter
due to objective reasons
For objective reasons.
due to unforeseen circumstances
reasons beyond our control
no activities in this period
nothing to report
ska
S'ka.
nuk ka
Asgjë.
njësoj
Njësoj si më parë
e njëjtë si më parë
E njejte si me pare
e njëjta
si në raportin e kaluar
shih raportin e kaluar
Shih raportin paraprak.
shiko më sipër
shih shtojcën
bashkëngjitur
Në shtojcë
dokumenti është bashkëngjitur
nuk ka ndryshime
Pa ndryshime
nuk ka aktivitete
nuk ka filluar
Aktiviteti nuk ka filluar ende.
aktiviteti nuk është realizuar
nuk është realizuar
në proces
Është në vazhdim
aktiviteti është në proces
realizohet sipas planit
Sipas planit
Aktivitetet zhvillohen sipas planit
do të realizohet në periudhën e ardhshme
Do të realizohet në tremujorin e ardhshëm.
do të fillojë në vitin e ardhshëm
do të dorëzohet më vonë
do të njoftoheni më vonë
për shkaqe objektive
Për arsye objektive
për shkak të rrethanave të paparashikuara
aktiviteti vonohet
është shtyrë
në pritje
ќе се врши во текот на наредната година
Ќе биде реализирана во подоцнежен период
активноста е планирана за 2023 година
Активноста е предвидена за реализација во 2023
ќе се работи на истата во наредниот период
Продолжува реализацијата
се врши реализација на активноста
Активноста континуирано се спроведува
не е реализирано поради одредени причини
поради субјективни и објективни причини
од причини независни од нас
види го образложението од минатиот квартал
исто образложение како претходно
образложението е дадено во претходниот извештај
одговорот е даден погоре
како што е наведено погоре
податоците ќе ги доставиме во наредниот период
ќе пратиме
ќе се дополни
доставено на мејл
доставено по мејл
Испратено
доставено
види мејл
како и лани
сработено
pdf
во продолжение
во прилог е доказот
се наоѓа во прилог
Нема што да се пријави
нема реализација
0%
согласно акциски план
согласно Акцискиот план
Според акцискиот план
активноста тече според предвидената динамика
Активноста се реализира успешно
реализацијата тече непречено
нема напредок
Нема прогрес
Нема доцнење
доцни
активноста не е реализирана во предвидениот рок
ќе се реализира во утврдениот рок
институцијата работи на активноста
planned for next year
planned for 2023
to be done
not done yet
work in progress
we are working on it
will be completed by the end of the year
continues in the next quarter
please see attached
please refer to the attached document
information attached
see email
sent by email
no progress
no progress to report
activity is being implemented successfully
the implementation continues as planned
in line with the action plan
për arsye të ndryshme
do të dërgohet më vonë
do ta dorëzojmë më vonë
nuk ka përparim
nuk ka progres
po punohet
Është duke u realizuar
aktiviteti është në vijim
është planifikuar për vitin 2023
realizimi vazhdon
shih dokumentin e bashkangjitur
raporti është bashkëngjitur
si më sipër
dërguar me email
asgjë për të raportuar
Реализацијата на активноста е во завршна фаза.
Се работи интензивно на реализација на предвидените активности
Институцијата ги презема сите потребни мерки за навремена реализација
Активностите продолжуваат со непроменета динамика
Нема што да се додаде во однос на претходниот квартал
Состојбата е непроменета во однос на претходното известување
Повеќе детали во прилогот
Детали во прилог
Ќе доставиме дополнителни информации штом бидат достапни
Одговорот ќе биде доставен по пат на е-пошта
Активноста ќе се пролонгира за следниот период
Поради пролонгирање на активноста
Од објективни причини не е реализирана во предвидениот рок
Не е реализирана поради причини надвор од наша контрола
Се чека
Во очекување
Во тек е постапката
Постапката е во тек и се очекува да заврши наскоро
Планираме да започнеме наскоро
Нема нови информации
Нема новини
Нема промена на состојбата
Нема активности за известување
Без активности во извештајниот период
Во овој квартал немаше активности
Немавме активности
без образложение
Образложението е дадено погоре
како во колона G
видете ред 7
види 3.6.2
исто како 3.6.2
ист одговор како за 3.6.1
копирано од претходен извештај
објаснето на состанокот
кажано на состанок
познато
се знае
Aktiviteti është në fazën përfundimtare
Po punohet në mënyrë intensive për realizimin e aktiviteteve të parapara
Institucioni po i ndërmerr të gjitha masat e nevojshme
Gjendja është e pandryshuar
Nuk ka asgjë të re
Nuk ka informata të reja
Nuk kemi aktivitete në këtë periudhë
Do të vazhdohet
Në pritje
Pritet përgjigje
Shih kolonën G
Si te 3.6.2
Arsyet janë të njohura
Realizimi është në rrjedhë
The implementation is in its final phase
All necessary measures are being taken
We are working hard on it
No new information
Nothing to report
Nothing new
No activities in this period
Details to follow
Details in the attachment
As discussed at the meeting
Reasons are known
See cell G7
See row 7
Same as 3.6.2
Pending
To be continued
Work continues as planned
We are on schedule and everything is going well
Everything is fine
Работи се
Се работи
Во подготовка
Во изработка
Се изготвува
Во финализација
Завршено
Реализирано
Целосно реализирано согласно план
Активноста е успешно реализирана
Активноста е завршена во предвидениот рок
Делумно реализирано
Realizuar plotësisht
Aktiviteti është realizuar me sukses
Fully implemented according to plan
Completed successfully
""".strip("\n").split("\n")
)
"""Of an explanation these are no explanation, of progress none that was described."""

SAYING_SOMETHING: Final[tuple[str, ...]] = tuple(
    """
поради недостаток на средства
Поради недостиг на средства не е реализирано
Нема средства
нема буџет
Нема вработени
Нема обучен кадар
Нема тендер
тендерот е поништен
Тендерот не успеа
Постапката за јавна набавка е поништена
Постапката за јавна набавка е во тек
постапката е поништена по жалба
Се чека буџет
Чекаме одлука од Владата
Се чека согласност од Министерството за финансии
Се чека согласност од надлежните институции.
чекаме мислење од Агенцијата
законот не е усвоен во Собранието
Законот ќе се усвои во наредниот квартал
измените на законот ќе бидат донесени до крајот на годината
Потребни се измени на законот
нема услови
поради пандемијата со ковид
поради изборите
Поради избори активноста ќе се реализира во наредниот квартал
поради реорганизација на министерството
раководителот е сменет
Двајца вработени заминаа во пензија
Нема директор
Донаторот се повлече
активноста е откажана по барање на донаторот
Укината е институцијата
поради штрајк
одложено поради снег
ќе се реализира по донесување на буџетот
ќе се реализира кога ќе се вработи лице
Ќе се реализира откако УНДП ќе ги обезбеди парите
Изведувачот доцни
Изведувачот доцни со испораката
испораката доцни
недостиг на кадар
Недоволно капацитети
серверот не работи
техничка грешка на серверот
Доцни набавката
договорот не е потпишан
Договорот е потпишан на 5.9.2022
Чекаме превод
нема просторија
Просторијата не е соодветна
судски спор
Судскиот спор е во тек
Општината не достави податоци
МВР не достави извештај
Надлежниот орган не одговори на дописот
нема согласност
без согласност од Владата
виша сила, поплава
Одржани се 2 обуки
Одржани две обуки
Одржани обуки
Обуката е одржана
Обуките се одржани во Охрид и Струга
Одржана е обука за 25 службеници
обучени се 30 лица
реализирани се 3 активности
Реализирани се 3 од 5 активности
реализирано 75%
75%
100 %
Реализирано е 40 % од планот
изготвен нацрт
Изготвен е нацрт-закон
Изработен е прирачник
нацртот е во подготовка
Нацрт-законот е во подготовка
Доставен е извештај до Владата
Извештајот е доставен
Извештајот е усвоен на седница
Податоците се доставени.
Доставени се податоци
Објавен е повик
повикот е објавен на порталот
Воспоставени се два мобилни тима
Формирана е работна група
Работната група одржа три состаноци
состаноците продолжуваат
Одржан состанок
Потпишан е меморандум
Набавена е опрема
Опремата е испорачана
Отворен е центарот
Центарот е отворен и работи
Усвоена е стратегијата
Владата го усвои планот за спречување насилство
Назначен е координатор
Вработени се пет лица
Спроведена е анкета
анкетата е спроведена
Спроведена е кампања
Кампањата е во тек
Се спроведува кампања
Се подготвува методологија
Методологијата е изготвена
Веб-страницата е поставена
порталот е пуштен во употреба
Ажурирани се податоците на порталот
Документот е изготвен и доставен до членовите на групата
Започнати се преговори со УНИЦЕФ
започната е изградба
Одобрени се 3 проекти
Проектот е одобрен
отпечатени брошури
Дадена е помош на 4 жртви
Идентификувани се две жртви
Избран е експерт
експертот започна со работа
експертот се разболе
Тимовите се на терен
Преведен е прирачникот
Измени на Правилникот се објавени во Службен весник
poradi nedostatok na sredstva
tenderot e ponisten
nema budzet
odrzani se dve obuki
lack of funds
no funds
No budget was approved
no staff
staff shortage
The tender was cancelled
tender failed
the tender is delayed
waiting for the budget
awaiting consent of the Ministry of Finance
pending adoption of the law
the law has not been adopted
due to the elections
due to the pandemic
because of a court case
the contractor is late
the contractor has not delivered
the donor withdrew
will be implemented after the budget is adopted
will start when the expert is hired
the minister resigned
reorganisation of the ministry
The server is down
contract not signed
no experts available
two trainings were held
Trainings held
The training was held
30 officers trained
3 activities implemented
75 % implemented
draft law prepared
A handbook was drafted
The report was submitted to the Government
the report was adopted
memorandum signed
equipment purchased
Equipment delivered
The centre was opened
working group established
the working group met twice
The campaign is ongoing
a survey was carried out
the website was launched
two victims identified
guidelines published
five persons employed
mungesë e mjeteve
nuk ka buxhet
nuk ka mjete financiare
Nuk ka staf
tenderi është anuluar
Tenderi dështoi
prokurimi publik vonohet
në pritje të buxhetit
pritet miratimi i ligjit
ligji nuk është miratuar
për shkak të zgjedhjeve
për shkak të pandemisë
kontraktuesi vonohet
Kontrata nuk është nënshkruar
do të realizohet pas miratimit të buxhetit
donatori u tërhoq
ministri dha dorëheqje
mungesë stafi
u mbajtën dy trajnime
Trajnimi u mbajt
janë trajnuar 30 zyrtarë
është hartuar projektligji
Raporti u miratua nga Qeveria
është blerë pajisja
u hap qendra
U nënshkrua memorandumi
është themeluar grupi punues
fushata është në vazhdim
U botua doracaku
janë identifikuar dy viktima
u punësuan pesë persona
3 aktivitete të realizuara
не е обезбеден простор
Недостасува опрема
опремата не е набавена
Немаме возило
Буџетот е намален
средствата се пренаменети
финансиски причини
Немаме пари
Доцни усвојувањето на законот
постапка по жалба
жалба
тендер
договорот е раскинат
лицето е на боледување
експертот не е ангажиран
ангажирани се двајца експерти
Изработени се три анализи
анализа
Отворено е советувалиште во Битола
Објавени се 4 огласи
склучен договор
реновиран објект
Мобилните тимови извршија 12 теренски посети
теренски посети
спроведени 12 посети
Комисијата заседаваше двапати
усвоен извештај
изготвен извештај
изработен план
планот е усвоен
Планот е изработен
планот е во фаза на усвојување
подготвен е документ
документот е усвоен
доставен допис до МФ
договорот се подготвува
промена на раководството
нема интерес
слаб интерес
врнежи
министерот не го потпиша документот
надлежното министерство не одговори
priority was given to other work
holidays
sick leave
budget
strike
law
the plan was adopted
plan drafted
a report was published
website updated
report published
2 meetings
three meetings
Planit iu miratua
u miratua plani
raporti u publikua
mungon pajisja
pushime mjekësore
greva
nuk ka interes
dy takime
u realizuan 3 trajnime
Се чека мислење од Секретаријатот за законодавство.
Се чека согласност од Владата
Тендерот е поништен поради жалба
Нема понудувачи
Нема пријавени понудувачи на огласот
Нема пари
Немаме вработени за оваа работа
Нема буџет за обуки
Недостиг на обучувачи
Раководителот замина во пензија
Поплави во јуни
Изборите
Поради изборите нема седници на Собранието
Законот не е донесен во Собранието
Одржана е една работилница во Тетово
Потпишан меморандум со УНХЦР
Изработен е нацрт-закон
Објавен повик за НВО
Набавени се 3 возила
Двајца службеници се на боледување
Договорот истече
Договорот е раскинат
Проектот заврши
Активноста е откажана бидејќи проектот е завршен
Ковид-19
Пандемија
Преселба во нов објект
Хакерски напад на системот
Серверот падна
Одобрени се 2 милиони денари со ребаланс
Реализирани се две обуки
Одржани 3 состаноци
Во тек е тендер за набавка на опрема
Чекаме потпис од министерот
Министерот не го потпишал решението
Смена на министер
Реорганизација на министерството
По жалба на економски оператор
Pritet mendimi i Sekretariatit
Pritet pëlqimi i Qeverisë
Tenderi është anuluar
Nuk ka ofertues
Nuk ka buxhet
Mungesë trajnerësh
Përmbytjet në qershor
Zgjedhjet
Ligji nuk është miratuar në Kuvend
U mbajt një punëtori në Tetovë
Është nënshkruar memorandum
Është formuar grupi i punës
Kontraktuesi vonohet
Kontrata ka skaduar
Donatori u tërhoq
Ndërrim i ministrit
Ankesë e operatorit ekonomik
Waiting for the opinion of the Secretariat for Legislation
The tender was annulled
No bidders
No budget
Lack of trainers
Floods in June
Elections
The law was not adopted by Parliament
One workshop held in Tetovo
Memorandum signed
A working group was set up
The contractor is late
The contract expired
The donor withdrew
Change of minister
Appeal by an economic operator
Two officers on sick leave
Draft law prepared
Obuka odrzana vo Bitola
nema ponuduvaci
Cekame potpis od ministerot
Обуката е одложена поради изборите
Активноста е одложена на барање на УНДП
Чекаме средства од ИПА
Решението е во Влада
Предлогот е доставен до Владата на 12.9.2022
Нацртот е на јавна расправа
Се чека ребаланс на буџетот
Се чека назначување на нов директор
Бројот на жртви е мал
Зголемен број барања
Донесен е правилник
Извршена е контрола на 12 објекти
Во прилог: записник од 3 обуки одржани во Битола
Реализирано во соработка со ОБСЕ
Завршена е обуката за 20 судии
Нема интерес кај младите
Недоволен интерес
Слаб интерес
Лошо време
Дефект на опремата
Не сме надлежни, активноста ја води МТСП
Се чека согласност
100%
50%
""".strip("\n").split("\n")
)
"""Each is an explanation, or tells what was done."""
