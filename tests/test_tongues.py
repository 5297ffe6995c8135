"""In which language a text stands, told from its letters and from who wrote it."""

from every_case import every

from ovpsheets.saying.tongues import by_words, language_of, stands_in_other


@every(
    ("text", "written_in", "page", "other"),
    [
        ("Одржани се две обуки.", "mk", "mk", False),
        ("Одржани се две обуки.", "mk", "sq", True),
        ("Одржани се две обуки.", "sq", "mk", False),  # typed in another language than the form's
        ("U mbajtën dy trajnime.", "sq", "mk", True),
        ("U mbajtën dy trajnime.", "sq", "en", True),
        ("U mbajtën dy trajnime.", "sq", "sq", False),
        ("Two trainings were held.", "mk", "en", False),
        ("Two trainings were held.", "mk", "sq", True),
        ("Two trainings were held.", "sq", "en", False),
        ("Two trainings were held.", "sq", "mk", True),
        ("OSBE Zoom", "mk", "en", False),  # nobody knows which
        ("12", "mk", "en", False),
        ("да", "mk", "en", False),  # two letters
        ("нема", "mk", "en", True),
    ],
)
def test_a_text_stands_in_another_language(
    text: str, written_in: str, page: str, other: bool
) -> None:
    assert stands_in_other(text, written_in, page) is other


@every(
    ("text", "written_in", "language"),
    [
        ("Одржани се две обуки.", "mk", "mk"),
        ("Одржани се две обуки.", "sq", "mk"),
        ("U mbajtën dy trajnime.", "mk", "sq"),
        ("Two trainings were held.", "sq", "en"),
        ("OSBE Zoom", "sq", ""),  # Albanian or English
        ("Odrzani se dve obuki.", "sq", ""),  # Macedonian, without its letters
        ("12 %", "sq", "sq"),
    ],
)
def test_a_text_is_in_the_language_of_its_letters(
    text: str, written_in: str, language: str
) -> None:
    assert language_of(text, written_in) == language


ALBANIAN = (
    "U mbajtën dy trajnime për zyrtarët e policisë.",
    "Ligji u miratua në korrik.",
    "Janë strehuar gra dhe fëmijë në qendrën e Tetovës.",
    "Procesi vazhdon sipas planit.",
    "Nuk ka pasur tender, pasi mungon buxheti.",
    "Raporti është publikuar në faqen e Ministrisë.",
    "U mbajten dy trajnime per zyrtaret e policise.",
    "Eshte ne pergatitje e siper.",
    "Aktiviteti ka filluar.",
    "Takim me komunat.",
    "Pritet miratimi i rregullores.",
    "Mungesë e stafit.",
    "Dokumenti u dërgua për mendim.",
    "Fushata vazhdon.",
    "Asnjë rast.",
    "Trajnimet u shtynë deri në vjeshtë.",
    "Në proces.",
    "Katër punëtori me përfaqësues të shoqërisë civile.",
    "Është nënshkruar memorandumi me OSBE.",
    "Trajnime të mbajtura",
)
ENGLISH = (
    "Two trainings were held for police officers.",
    "The law was adopted in July.",
    "Women and children were sheltered in the centre in Tetovo.",
    "The process continues as planned.",
    "There was no tender, because the budget is missing.",
    "The report is published on the website of the Ministry.",
    "Training delayed",
    "Being prepared",
    "The activity has started.",
    "Meeting with municipalities",
    "Adoption of the rulebook is expected.",
    "Lack of staff",
    "The document was sent for an opinion.",
    "The campaign goes on.",
    "No cases.",
    "Trainings were postponed until autumn.",
    "In progress",
    "Four workshops with civil society",
    "A memorandum with OSCE was signed.",
    "Held trainings",
)
MACEDONIAN = (  # as it is typed without its own letters
    "Odrzani se dve obuki za policijata.",
    "Zakonot e usvoen vo juli.",
    "Smesteni se zeni i deca vo centarot.",
    "Procesot prodolzuva spored planot.",
    "Nemase tender bidejki nedostiga budzet.",
    "Izvestajot e objaven na stranicata na Ministerstvoto.",
    "Aktivnosta e zapocnata.",
    "Sostanok so opstinite.",
    "Se ceka donesuvanje na pravilnikot.",
    "Nedostig na kadar.",
    "Cetiri rabotilnici so gragansko opstestvo.",
    "Nema slucai.",
    "Potpisan e memorandum so OBSE.",
)
NO_LANGUAGE = (
    "Tetovo",
    "OSBE",
    "Zoom",
    "https://example.mk",
    "Tetovo, Gostivar",
    "IOM / OSCE",
    "MoLSP",
)


def test_the_words_of_sixty_sentences_tell_their_language() -> None:
    every = ((ALBANIAN, "sq"), (ENGLISH, "en"), (MACEDONIAN, "mk"), (NO_LANGUAGE, ""))
    wrong = [
        (said, by_words(said)) for texts, own in every for said in texts if by_words(said) != own
    ]
    assert wrong == []
    assert sum(len(texts) for texts, _ in every) == 60
