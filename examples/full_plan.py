"""A plan with everything that a plan can say, as text; ``full_plan/plan.xlsx`` is made from it.

Shares of a sum, the same number of several, parts of a whole, indicators of every kind, own columns
and checks, waivers by quarter, copies of mails; the tests play two quarters of it. All of it is
invented. To make the workbook anew::

    python -m ovpsheets.examples.full_plan
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from ovpsheets.kinds import KINDS
from ovpsheets.plan.grid import GridEntry
from ovpsheets.plan.plan_sheet import Content
from ovpsheets.plan.put import Given
from ovpsheets.plan.sheets import SHEETS
from ovpsheets.plan.values import Fault, read_measure, read_value
from ovpsheets.plan.write_plan import write_plan

WORKBOOK: Final = Path(__file__).parent / "full_plan" / "plan.xlsx"

PLAN: Final = """
[plan]
code        | HELD
title_mk    | Измислен акциски план 2025–2026
title_sq    | Plan i shpikur i veprimit 2025–2026
start       | 1.1.2025
end         | 31.12.2026
coordinator | MIOA
languages   | mk; sq
threshold   | 5

[institutions]
code | name_mk | name_sq | short_mk | short_sq | email | cc | language
MIOA | Министерство за дигитализација | Ministria e Digjitalizimit | МДТ | MTD | mioa@example.mk | |
MVR | Министерство за внатрешни работи | Ministria e Punëve të Brendshme | МВР | MPB | mvr@example.mk | zamenik.mvr@example.mk |
MP | Министерство за правда | Ministria e Drejtësisë | МП | MD | mp@example.mk | |
MZ | Министерство за здравство | Ministria e Shëndetësisë | МЗ | MSH | mz@example.mk | |
MTSP | Министерство за социјална политика | Ministria e Politikës Sociale | МСП | MPS | mtsp@example.mk | |
MF | Министерство за финансии | Ministria e Financave | МФ | MF | mf@example.mk | |
MON | Министерство за образование | Ministria e Arsimit | МОН | MA | mon@example.mk | | sq
DZS | Државен завод за статистика | Enti Shtetëror i Statistikës | ДЗС | ESHS | dzs@example.mk | |
OP | Здружение „Отворени врати“ | Shoqata „Dyer të Hapura“ | Отворени врати | Dyer të Hapura | op@example.mk | |
TE | Општина Тетово | Komuna e Tetovës | Тетово | Tetova | te@example.mk | zv.te@example.mk | sq
BI | Општина Битола | Komuna e Manastirit | Битола | Manastiri | bi@example.mk | |
AZLP | Агенција за заштита на податоци | Agjencia për Mbrojtjen e të Dhënave | АЗЛП | AMDHP | azlp@example.mk | |

[commitments]
code | title_mk | title_sq | area | coordinator
1.1 | Отворени податоци | Të dhëna të hapura | Транспарентност | MIOA
1.2 | Отворен буџет | Buxhet i hapur | Транспарентност | MF
2.1 | Пристап до правда | Qasje në drejtësi | Правда | MP
2.2 | Заштита на жртвите | Mbrojtja e viktimave | Правда | MTSP
3.1 | Отворени општини | Komuna të hapura | Локално | MIOA

[activities]
code | commitment | text_mk | text_sq | start | deadline | holder | co_holders | old_codes
1.1.1 | 1.1 | Објавување збирки отворени податоци | Publikimi i grupeve të të dhënave të hapura | 1.1.2025 | 31.12.2026 | MIOA | MZ; MON; DZS |
1.1.2 | 1.1 | Каталог на збирките | Katalogu i grupeve | 1.1.2025 | 31.3.2025 | DZS | |
1.1.3 | 1.1 | Обука за отворени податоци | Trajnim për të dhëna të hapura | 1.1.2025 | 31.12.2025 | MIOA | |
1.1.4 | 1.1 | Правилник за објавување | Rregullore për publikim | 1.1.2025 | 30.6.2025 | MIOA | AZLP |
1.1.5 | 1.1 | Заштита на личните податоци во збирките | Mbrojtja e të dhënave personale | 1.1.2025 | 31.12.2026 | AZLP | |
1.1.6 | 1.1 | Портал за отворени податоци | Portali i të dhënave të hapura | 1.4.2025 | 31.12.2026 | MIOA | |
1.2.1 | 1.2 | Граѓански буџет | Buxheti qytetar | 1.1.2025 | 31.12.2025 | MF | |
1.2.2 | 1.2 | Јавни расправи за буџетот | Debate publike për buxhetin | 1.1.2025 | 31.12.2026 | MF | TE; BI |
1.2.3 | 1.2 | Објавување на трошењето | Publikimi i shpenzimeve | 1.1.2025 | 31.12.2026 | MF | |
1.2.4 | 1.2 | Измени на Законот за буџетите | Ndryshime të Ligjit për buxhetet | 1.1.2025 | 31.12.2025 | MF | |
1.2.5 | 1.2 | Отворени јавни набавки | Prokurime publike të hapura | 1.1.2025 | 31.12.2026 | MF | |
1.2.6 | 1.2 | Ревизорски препораки | Rekomandime të revizionit | 1.1.2025 | 31.12.2026 | MF | |
2.1.1 | 2.1 | Бесплатна правна помош | Ndihmë juridike falas | 1.1.2025 | 31.12.2026 | MP | OP |
2.1.2 | 2.1 | Центри за правна помош | Qendra për ndihmë juridike | 1.1.2025 | 31.12.2025 | MP | |
2.1.3 | 2.1 | Обука за пристап до правда | Trajnim për qasje në drejtësi | 1.1.2025 | 31.12.2026 | MP | MVR; MTSP |
2.1.4 | 2.1 | Електронски судски списи | Shkresa elektronike gjyqësore | 1.1.2025 | 31.12.2026 | MP | |
2.1.5 | 2.1 | Прирачник за граѓаните | Doracak për qytetarët | 1.1.2025 | 31.3.2025 | OP | |
2.1.6 | 2.1 | Анкета за довербата | Anketë për besimin | 1.1.2025 | 31.12.2026 | DZS | |
2.2.1 | 2.2 | Помош на жртвите | Ndihmë për viktimat | 1.1.2025 | 31.12.2026 | MTSP | OP |
2.2.2 | 2.2 | Мобилни тимови | Ekipe mobile | 1.1.2025 | 31.12.2025 | MVR | |
2.2.3 | 2.2 | Здравствена заштита на жртвите | Mbrojtje shëndetësore e viktimave | 1.1.2025 | 31.12.2026 | MZ | |
2.2.4 | 2.2 | Кампања во училиштата | Fushatë në shkolla | 1.1.2025 | 31.12.2026 | MON | |
2.2.5 | 2.2 | Прифатни центри | Qendra pritëse | 1.1.2025 | 31.12.2026 | MTSP | |
2.2.6 | 2.2 | Протокол за упатување | Protokoll për referim | 1.1.2025 | 30.9.2025 | MVR | |
3.1.1 | 3.1 | Општински совети на граѓани | Këshilla komunale të qytetarëve | 1.1.2025 | 31.12.2026 | TE | BI |
3.1.2 | 3.1 | Отчетни седници | Seanca llogaridhënëse | 1.1.2025 | 31.12.2026 | BI | |
3.1.3 | 3.1 | Електронски услуги на општините | Shërbime elektronike të komunave | 1.1.2025 | 31.12.2026 | TE | BI |
3.1.4 | 3.1 | Учество на млади | Pjesëmarrja e të rinjve | 1.1.2025 | 31.12.2025 | TE | |
3.1.5 | 3.1 | Пријавување проблеми преку интернет | Raportim i problemeve përmes internetit | 1.1.2025 | 31.12.2026 | BI | |
3.1.6 | 3.1 | Оценка на отвореноста | Vlerësim i hapjes | 1.7.2025 | 31.12.2026 | MIOA | |

[indicators]
code | activity | text_mk | text_sq | kind | unit_mk | unit_sq | baseline | target | accumulation | direction | reported_by | combine | persons | part_of | old_codes
1.1.1.1 | 1.1.1 | Број на објавени збирки | Numri i grupeve të publikuara | count | збирки | grupe | 0 | 100 | quarterly | | MIOA; MZ; MON; DZS | sum | no | |
1.1.1.2 | 1.1.1 | Број на преземања | Numri i shkarkimeve | count | преземања | shkarkime | 1000 | 5000 | cumulative | | | | no | |
1.1.2.1 | 1.1.2 | Објавен каталог (да/не) | Katalog i publikuar (po/jo) | yes_no | | | не | да | | | | | no | |
1.1.3.1 | 1.1.3 | Број на обучени службени лица | Numri i zyrtarëve të trajnuar | count | лица | persona | 0 | 200 | quarterly | | | | yes | |
1.1.3.2 | 1.1.3 | Од нив жени | Prej tyre gra | count | лица | persona | 0 | | quarterly | | | | yes | 1.1.3.1 |
1.1.3.3 | 1.1.3 | Од нив мажи | Prej tyre burra | count | лица | persona | 0 | | quarterly | | | | yes | 1.1.3.1 |
1.1.4.1 | 1.1.4 | Донесен правилник (да/не) | Rregullore e miratuar (po/jo) | yes_no | | | не | да | | | MIOA; AZLP | same | no | |
1.1.5.1 | 1.1.5 | Ден на последната проверка | Dita e kontrollit të fundit | date | | | | | | | | | no | |
1.1.6.1 | 1.1.6 | Број на посети на порталот | Numri i vizitave në portal | count | посети | vizita | 0 | 9000 | quarterly | | | | no | |
1.2.1.1 | 1.2.1 | Објавен граѓански буџет (да/не) | Buxhet qytetar i publikuar (po/jo) | yes_no | | | не | да | | | | | no | |
1.2.2.1 | 1.2.2 | Број на јавни расправи | Numri i debateve publike | count | расправи | debate | 2 | 30 | quarterly | | MF; TE; BI | sum | no | |
1.2.2.2 | 1.2.2 | Број на учесници на расправите | Numri i pjesëmarrësve në debate | count | лица | persona | 0 | 900 | quarterly | | MF; TE; BI | sum | yes | |
1.2.3.1 | 1.2.3 | Удел на објавени трошења | Përqindja e shpenzimeve të publikuara | percent | | | 25 | 100 | cumulative | | | | no | |
1.2.3.2 | 1.2.3 | Износ на објавените трошења | Shuma e shpenzimeve të publikuara | amount | денари | denarë | 0 | 400000000 | quarterly | | | | no | |
1.2.4.1 | 1.2.4 | Подготвени измени | Ndryshime të përgatitura | text | | | | | | | | | no | |
1.2.5.1 | 1.2.5 | Удел на набавки без понуда | Përqindja e prokurimeve pa ofertë | percent | | | 18 | 5 | cumulative | down | | | no | |
1.2.6.1 | 1.2.6 | Број на спроведени препораки | Numri i rekomandimeve të zbatuara | count | препораки | rekomandime | 4 | 40 | cumulative | | | | no | |
1.2.6.2 | 1.2.6 | Број на препораки | Numri i rekomandimeve | count | препораки | rekomandime | 60 | | cumulative | | | | no | |
2.1.1.1 | 2.1.1 | Број на корисници на правна помош | Numri i përfituesve të ndihmës juridike | count | лица | persona | 0 | 1200 | quarterly | | MP; OP | sum | yes | |
2.1.1.1.1 | 2.1.1 | Од нив жени | Prej tyre gra | count | лица | persona | 0 | | quarterly | | MP; OP | sum | yes | |
2.1.1.1.2 | 2.1.1 | Од нив мажи | Prej tyre burra | count | лица | persona | 0 | | quarterly | | MP; OP | sum | yes | |
2.1.1.2 | 2.1.1 | Износ за правна помош | Shuma për ndihmë juridike | amount | денари | denarë | 0 | 6000000 | quarterly | | MP; OP | sum | no | |
2.1.2.1 | 2.1.2 | Број на отворени центри | Numri i qendrave të hapura | count | центри | qendra | 3 | 9 | cumulative | | | | no | |
2.1.3.1 | 2.1.3 | Број на обуки | Numri i trajnimeve | count | обуки | trajnime | 0 | 24 | quarterly | | MP; MVR; MTSP | sum | no | |
2.1.3.2 | 2.1.3 | Удел на институции со упатство | Përqindja e institucioneve me udhëzim | percent | | | 10 | 90 | cumulative | | MP; MVR | same | no | |
2.1.4.1 | 2.1.4 | Удел на електронски списи | Përqindja e shkresave elektronike | percent | | | 0 | 60 | cumulative | | | | no | |
2.1.5.1 | 2.1.5 | Објавен прирачник (да/не) | Doracak i publikuar (po/jo) | yes_no | | | не | да | | | | | no | |
2.1.6.1 | 2.1.6 | Доверба во судовите | Besimi në gjykata | percent | | | 31 | 45 | cumulative | | | | no | |
2.2.1.1 | 2.2.1 | Број на жртви што добиле помош | Numri i viktimave që morën ndihmë | count | лица | persona | 0 | | quarterly | | MTSP; OP | sum | yes | |
2.2.1.2 | 2.2.1 | Број на советувања | Numri i këshillimeve | count | советувања | këshillime | 0 | 600 | quarterly | | MTSP; OP | sum | no | |
2.2.2.1 | 2.2.2 | Број на мобилни тимови | Numri i ekipeve mobile | count | тимови | ekipe | 2 | 6 | cumulative | | | | no | |
2.2.3.1 | 2.2.3 | Број на лекувани жртви | Numri i viktimave të trajtuara | count | лица | persona | 0 | | quarterly | | | | yes | |
2.2.4.1 | 2.2.4 | Број на училишта во кампањата | Numri i shkollave në fushatë | count | училишта | shkolla | 0 | 120 | quarterly | | | | no | |
2.2.4.2 | 2.2.4 | Опис на кампањата | Përshkrimi i fushatës | text | | | | | | | | | no | |
2.2.5.1 | 2.2.5 | Број на места во центрите | Numri i vendeve në qendra | count | места | vende | 20 | 60 | cumulative | | | | no | |
2.2.5.2 | 2.2.5 | Потрошено за центрите | Shpenzuar për qendrat | amount | денари | denarë | 0 | 24000000 | quarterly | | | | no | |
2.2.6.1 | 2.2.6 | Број на упатени предмети | Numri i rasteve të referuara | count | предмети | raste | 0 | 80 | quarterly | | | | no | |
3.1.1.1 | 3.1.1 | Број на одржани совети | Numri i këshillave të mbajtura | count | совети | këshilla | 0 | 32 | quarterly | | TE; BI | sum | no | |
3.1.1.2 | 3.1.1 | Усвоен деловник (да/не) | Rregullore e miratuar (po/jo) | yes_no | | | не | да | | | | | no | |
3.1.2.1 | 3.1.2 | Број на отчетни седници | Numri i seancave llogaridhënëse | count | седници | seanca | 0 | 16 | quarterly | | | | no | |
3.1.3.1 | 3.1.3 | Број на електронски услуги | Numri i shërbimeve elektronike | count | услуги | shërbime | 5 | 40 | cumulative | | TE; BI | sum | no | |
3.1.4.1 | 3.1.4 | Број на млади учесници | Numri i pjesëmarrësve të rinj | count | лица | persona | 0 | 300 | quarterly | | | | yes | |
3.1.4.2 | 3.1.4 | Ден на последниот настан | Dita e ngjarjes së fundit | date | | | | | | | | | no | |
3.1.5.1 | 3.1.5 | Просечно денови до одговор | Mesatarisht ditë deri te përgjigjja | count | денови | ditë | 21 | 5 | quarterly | down | | | no | |
3.1.5.2 | 3.1.5 | Број на решени пријави | Numri i raportimeve të zgjidhura | count | пријави | raportime | 0 | 2000 | quarterly | | | | no | |
3.1.6.1 | 3.1.6 | Оценка на општините | Vlerësimi i komunave | text | | | | | | | | | no | |

[columns]
code | table | heading_mk | heading_sq | help_mk | help_sq | kind | choices_mk | choices_sq | required | published | persons
budget | activities | Буџет (денари) | Buxheti (denarë) | Колку е планирано за активноста. | Sa është planifikuar. | number | | | | yes | no
spent | activities | Потрошено (денари) | Shpenzuar (denarë) | Колку е потрошено досега. | Sa është shpenzuar. | number | | | | yes | no
risk | activities | Ризик | Rreziku | Ризикот активноста да доцни. | Rreziku i vonesës. | choice | низок; среден; висок | i ulët; mesatar; i lartë | open | yes | no
responsible | activities | Одговорно лице | Personi përgjegjës | Само за координаторот. | Vetëm për koordinatorin. | text | | | | no | yes
next_step | activities | Следен чекор до | Hapi tjetër deri më | | | date | | | | |
verified | indicators | Проверено | E verifikuar | Дали вредноста е проверена. | A është verifikuar vlera. | yes_no | | | value | no |
rural | indicators | Од нив во рурални средини | Prej tyre në viset rurale | | | number | | | | |

[checks]
code | expression | for | severity | text_mk | text_sq | from | until
done_of_all | 1.2.6.1 <= 1.2.6.2 | | important | Спроведени се повеќе препораки отколку што се дадени. | Janë zbatuar më shumë rekomandime sesa janë dhënë. | |
within_budget | spent <= budget | | important | Потрошено е повеќе од буџетот. | Është shpenzuar më shumë se buxheti. | |
parts_make_all | 1.1.3.2 + 1.1.3.3 = 1.1.3.1 | | important | Жените и мажите не го даваат збирот. | Gratë dhe burrat nuk e japin shumën. | |
doubled | value <= 2 * previous | 1.1.1.2; 2.2.5.1 | check | Вредноста е повеќе од двојно поголема од претходната. | Vlera është më shumë se dyfishi i asaj të mëparshme. | |
referred | 2.2.6.1 <= 10 | | important | Упатени се повеќе предмети отколку што можеше. | Janë referuar më shumë raste se sa ishte e mundur. | | 2025-Q1
rural_of_all | rural <= value | 3.1.4.1; 2.2.4.1 | important | Руралните се повеќе од сите. | Ruralet janë më shumë se të gjitha. | 2025-Q2 |

[waivers]
rule | institution | activity | indicator | from | until | reason | decided_by
missing_confirmation | OP | | | | | Здружението се потврдува со потпис. | Координаторот
missing_indicator | DZS | | 2.1.6.1 | 2025-Q1 | 2025-Q1 | Анкетата се прави во вториот квартал. | Работната група

[amendments]
of | what | value | from | decision
"""  # noqa: E501  # a table is read across


def workbook() -> bytes:
    """Return the plan as plan.xlsx, with its headings and dropdowns."""
    return write_plan({key: list(_rows(key, table)) for key, table in _tables()}, "mk")


def _tables() -> Iterator[tuple[str, list[list[str]]]]:
    for block in PLAN.strip().split("\n\n"):
        name, *lines = block.splitlines()
        yield name.strip("[]"), [[cell.strip() for cell in line.split("|")] for line in lines]


def _rows(key: str, table: list[list[str]]) -> Iterator[dict[str, Given]]:
    if SHEETS[key].upright:
        yield dict(_values(key, dict(row for row in map(tuple, table) if len(row) == 2)))
        return
    keys, *rows = table
    for row in rows:
        yield dict(_values(key, dict(zip(keys, row, strict=False))))


def _values(sheet: str, texts: Mapping[str, str]) -> Iterator[tuple[str, Given]]:
    for key, text in texts.items():
        if not text:
            continue
        column, entry = SHEETS[sheet].column(key), GridEntry("", text)
        is_measure = column.content is Content.MEASURE
        value = (
            read_measure(KINDS[texts["kind"]], entry) if is_measure else read_value(column, entry)
        )
        if isinstance(value, Fault):
            raise ValueError(f"{sheet}.{key}: {text}")
        yield key, value


if __name__ == "__main__":
    WORKBOOK.parent.mkdir(exist_ok=True)
    WORKBOOK.write_bytes(workbook())
