"""What is written in the October 2022 case: names, titles, answers, findings (invented)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

INSTITUTIONS: Final[Mapping[str, tuple[tuple[str, str, str], tuple[str, str, str]]]] = {
    "MVR": (
        ("Министерство за внатрешни работи", "Ministria e Punëve të Brendshme",
         "Ministry of Interior"),
        ("МВР", "MPB", "MoI"),
    ),
    "NK": (
        ("Национална комисија за борба против трговија со луѓе и илегална миграција",
         "Komisioni Kombëtar për Luftë kundër Trafikimit me Njerëz dhe Migrimit Ilegal",
         "National Commission for Combating Trafficking in Human Beings and Illegal Migration"),
        ("Национална комисија", "Komisioni Kombëtar", "National Commission"),
    ),
    "OP": (
        ("Здружение „Отворена порта“", "Shoqata „Porta e Hapur“", "Open Gate association"),
        ("Отворена порта", "Porta e Hapur", "Open Gate"),
    ),
    "MP": (
        ("Министерство за правда", "Ministria e Drejtësisë", "Ministry of Justice"),
        ("МП", "MD", "MoJ"),
    ),
    "MZ": (
        ("Министерство за здравство", "Ministria e Shëndetësisë", "Ministry of Health"),
        ("МЗ", "MSh", "MoH"),
    ),
    "MTSP": (
        ("Министерство за труд и социјална политика",
         "Ministria e Punës dhe Politikës Sociale", "Ministry of Labour and Social Policy"),
        ("МТСП", "MPPS", "MLSP"),
    ),
}  # fmt: skip

ACTIVITY_TEXTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "3.6.1": (
        "Воспоставени мобилни тимови за теренска работа на подрачјето на Охрид и Струга, и на "
        "подрачјето Штип и околните градови",
        "Ekipe mobile të themeluara për punë në terren në zonën e Ohrit dhe Strugës, dhe në zonën "
        "e Shtipit dhe qyteteve përreth",
        "Mobile field teams set up in the area of Ohrid and Struga and the area of Shtip and the "
        "surrounding towns",
    ),
    "3.6.2": (
        "Систематско собирање на податоци за трговија со луѓе преку користење на расположливата "
        "алатка за мониторинг и евалуација",
        "Mbledhje sistematike e të dhënave për trafikimin me njerëz përmes mjetit në dispozicion "
        "për monitorim dhe vlerësim",
        "Systematic collection of data on trafficking with the available monitoring and "
        "evaluation tool",
    ),
    "3.6.3": (
        "Обука на службеници за рана идентификација на жртви",
        "Trajnim i nëpunësve për identifikim të hershëm të viktimave",
        "Training of officers in the early identification of victims",
    ),
    "3.6.4": (
        "Обезбедување бесплатна правна помош за жртвите",
        "Sigurimi i ndihmës juridike falas për viktimat",
        "Providing free legal aid to victims",
    ),
    "3.6.5": (
        "Упатство за постапување на здравствените установи при упатување жртви",
        "Udhëzim për veprimin e institucioneve shëndetësore gjatë referimit të viktimave",
        "Guidelines for health institutions when referring victims",
    ),
    "3.6.6": (
        "Програма за реинтеграција и сместување во засолниште",
        "Program për riintegrim dhe vendosje në strehimore",
        "Programme for reintegration and accommodation in a shelter",
    ),
    "3.6.7": (
        "Информативна кампања за правата на жртвите",
        "Fushatë informuese për të drejtat e viktimave",
        "Information campaign on the rights of victims",
    ),
    "3.6.8": (
        "Стандардни оперативни процедури за упатување меѓу центрите за социјална работа и "
        "полицијата",
        "Procedura standarde operative për referim ndërmjet qendrave për punë sociale dhe policisë",
        "Standard operating procedures for referral between the social work centres and the police",
    ),
}

INDICATOR_TEXTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "3.6.1.1": ("Број на воспоставени мобилни тимови", "Numri i ekipeve mobile të themeluara",
                "Number of mobile teams set up"),
    "3.6.1.2": ("Број на теренски посети", "Numri i vizitave në terren", "Number of field visits"),
    "3.6.2.1": ("Број на селектирани соодветни индикатори за следење и собирање податоци",
                "Numri i treguesve përkatës të zgjedhur për ndjekje dhe mbledhje të të dhënave",
                "Number of suitable indicators selected for monitoring and data collection"),
    "3.6.3.1": ("Број на обучени службеници", "Numri i nëpunësve të trajnuar",
                "Number of officers trained"),
    "3.6.3.2": ("Број на одржани обуки", "Numri i trajnimeve të mbajtura",
                "Number of trainings held"),
    "3.6.4.1": ("Број на жртви со обезбедена бесплатна правна помош",
                "Numri i viktimave me ndihmë juridike falas",
                "Number of victims given free legal aid"),
    "3.6.5.1": ("Донесено упатство (да/не)", "Udhëzim i miratuar (po/jo)",
                "Guidelines adopted (yes/no)"),
    "3.6.6.1": ("Број на сместени лица во програмата", "Numri i personave në program",
                "Number of persons in the programme"),
    "3.6.7.1": ("Број на одржани настани", "Numri i ngjarjeve të mbajtura",
                "Number of events held"),
    "3.6.8.1": ("Усвоени процедури (да/не)", "Procedura të miratuara (po/jo)",
                "Procedures adopted (yes/no)"),
    "3.6.8.2": ("Процент на центри кои ги применуваат процедурите",
                "Përqindja e qendrave që i zbatojnë procedurat",
                "Percentage of centres applying the procedures"),
}  # fmt: skip

ANSWERS: Final[Mapping[tuple[str, str], Mapping[str, object]]] = {
    ("3.6.2", "NK"): {
        "progress": "Избрани се уште три индикатори и тие се внесени во алатката. Првите податоци "
        "се собрани од четири институции.",
        "evidence": "https://example.mk/nk/indikatori-2022.pdf",
    },
    ("3.6.2", "MVR"): {
        "progress": "Доставени се податоци за првите пет индикатори.",
    },
    ("3.6.3", "MVR"): {
        "progress": "Одржани се 2 обуки за рана идентификација во Скопје и Штип, со вкупно 33 "
        "службеници од граничната полиција.",
        "reason": "staff",
        "explanation": "Двајца обучувачи се распоредени на друго работно место; преостанатите две "
        "обуки се закажани за ноември.",
        "new_deadline": date(2022, 12, 15),
        "evidence": "https://example.mk/mvr/obuki-2022-3",
    },
    ("3.6.4", "MP"): {"explanation": "нема"},
    ("3.6.5", "MZ"): {
        "reason": "other_body",
        "explanation": "Се чека мислење од Агенцијата за квалитет и акредитација на здравствените "
        "установи; побарано е на 18.8.2022.",
    },
    ("3.6.7", "OP"): {
        "progress": "- одржани се два настани во Охрид и Струга\n- подготвени се летоци на "
        "македонски, албански и ромски јазик",
        "evidence": "Летоци и список на присутни (во прилог)",
    },
    ("3.6.8", "MVR"): {
        "progress": "Полицијата ги достави забелешките по нацртот.",
    },
}

FINDINGS: Final[tuple[Mapping[str, object], ...]] = (
    {
        "id": "F-5b0c41e7", "rule": "missing_return", "severity": "urgent", "institution": "MTSP",
        "message": "МТСП не врати образец за третиот квартал; рокот беше 10.10.2022.",
        "ask": "Доставете го пополнетиот образец; и кога ништо не е реализирано, наведете ги "
        "причините.",
    },
    {
        "id": "F-91d2a6f0", "rule": "unexplained_delay", "severity": "urgent",
        "institution": "MP", "activity": "3.6.4", "sheet": "1 Активности", "cell": "I7",
        "found": "нема",
        "message": "Рокот е 30.9.2022 и активноста е „Незапочнато“, а за причина стои „нема“.",
        "ask": "Наведете ја причината за доцнењето и нов рок.",
    },
    {
        "id": "F-2c77be19", "rule": "missing_reason", "severity": "important",
        "institution": "MP", "activity": "3.6.4", "sheet": "1 Активности", "cell": "H7",
        "message": "Не е избрана причина од листата.",
        "ask": "Изберете причина од листата во колоната „Причина“.",
    },
    {
        "id": "F-70e8d35a", "rule": "missing_indicator", "severity": "important",
        "institution": "MP", "activity": "3.6.4", "indicator": "3.6.4.1",
        "sheet": "2 Индикатори", "cell": "I7", "found": "Нема податок",
        "message": "За индикаторот е означено „Нема податок“.",
        "ask": "Побарајте го податокот од органот што го води или наведете кога ќе биде достапен.",
    },
    {
        "id": "F-a4419c08", "rule": "late_return", "severity": "check", "institution": "MP",
        "message": "Образецот пристигна на 11.10.2022, еден ден по рокот.",
        "ask": "Следниот квартал испратете го образецот најдоцна на 10.1.2023.",
    },
    {
        "id": "F-0f6d8b52", "rule": "earlier_new_deadline", "severity": "important",
        "institution": "MVR", "activity": "3.6.3", "sheet": "1 Активности", "cell": "J8",
        "found": "15.12.2022", "since": "2022-Q2",
        "message": "Рокот е поместен по вторпат: во вториот квартал беше ветен 30.9.2022.",
        "ask": "Потврдете го новиот рок 15.12.2022.",
    },
    {
        "id": "F-c3e51d94", "rule": "evidence_not_link", "severity": "check",
        "institution": "OP", "activity": "3.6.7", "sheet": "1 Активности", "cell": "K7",
        "found": "Летоци и список на присутни (во прилог)",
        "message": "Доказот е опишан, но прилогот не е пронајден во пораката.",
        "ask": "Испратете ги летоците и списокот или наведете врска.",
    },
    {
        "id": "F-88b7f2ac", "rule": "unplaced_content", "severity": "check",
        "institution": "MZ", "activity": "3.6.5", "sheet": "1 Активности", "cell": "F7",
        "message": "Белешка на ќелијата не е дел од образецот.",
        "ask": "Прочитајте ја белешката и одлучете дали треба да влезе во извештајот.",
    },
    {
        "id": "F-e6a03c7d", "rule": "stalled", "severity": "check", "institution": "MZ",
        "activity": "3.6.5", "sheet": "1 Активности", "cell": "F7", "since": "2022-Q1",
        "message": "Активноста е „Незапочнато“ трет квартал по ред; рокот е 31.12.2022.",
        "ask": "Наведете кога ќе започне изработката на упатството.",
    },
)  # fmt: skip
