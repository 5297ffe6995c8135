"""What is said of how far the work is: phrases that speak against a status, and honest ones."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest

from ovpsheets.saying.how_far import goes_on, has_begun, is_done, says_unbegun, says_undone

GOES_ON: Final = (
    "Одржани се две обуки, преостануваат уште три до крајот на годината.",
    "Обуките се во тек и ќе завршат во декември.",
    "Во наредниот квартал ќе се одржат преостанатите обуки.",
    "Правилникот сè уште не е објавен.",
    "Делумно реализирано, се чека согласност.",
    "Останува да се потпише договорот.",
    "Кампањата е во тек.",
    "Анализата не е завршена.",
    "The remaining trainings will be held in December.",
    "The campaign is ongoing.",
    "The register is partly completed.",
    "Two workshops remain to be held.",
    "Work is still in progress.",
    "Fushata është në vazhdim.",
    "Mbeten edhe dy trajnime.",
    "Rregullorja ende nuk është miratuar.",
    "Trajnimet e mbetura do të mbahen në dhjetor.",
    "Realizuar pjesërisht.",
)
GOES_ON_NOT: Final = (
    "Во тек на кварталот се одржани три обуки.",
    "Во текот на јули се одржани обуките.",
    "Одржани се сите обуки; извештајот е објавен.",
    "Преостанатите средства се вратени во буџетот.",
    "Кампањата заврши со завршна конференција.",
    "Правилникот е објавен во „Службен весник“ бр. 145/22 и се применува од 1.10.2022.",
    "Регистарот е воспоставен и ќе се одржува од буџетот на министерството.",
    "Дел од обуките се одржани онлајн.",
    "Обуката не беше потребна за третата група, бидејќи таа е веќе обучена.",
    "Обучени се 45 лица, останатите 12 беа обучени во јуни.",
    "Не се утврдени неправилности.",
    "All trainings were held, the last one in Bitola.",
    "During the quarter three workshops were held.",
    "The remaining funds were returned.",
    "The rulebook was adopted and is applied.",
    "The rest were trained in June.",
    "U mbajtën të gjitha trajnimet.",
    "Gjatë tremujorit u mbajtën tri trajnime.",
    "Rregullorja u miratua dhe zbatohet.",
    "Mjetet e mbetura u kthyen në buxhet.",
    "Завршено во септември, со задоцнување од еден месец.",
    "Доцнењето од претходниот квартал е надминато.",
)

IS_DONE: Final = (
    "Активноста е завршена.",
    "Активноста е целосно реализирана.",
    "Регистарот е воспоставен и активноста е завршена во август.",
    "Активноста заврши на 15 септември.",
    "The activity is completed.",
    "The activity has been fully implemented.",
    "Aktiviteti ka përfunduar.",
    "Aktiviteti është realizuar.",
)
IS_DONE_NOT: Final = (
    "Активноста ќе биде завршена до крајот на годината.",
    "Активноста не е завршена.",
    "Првата фаза е целосно завршена.",
    "Активноста е реализирана делумно.",
    "Активноста е реализирана 60%.",
    "Активноста е завршена во првиот дел.",
    "Откако активноста е завршена, ќе се објави извештај.",
    "Обуката е завршена.",
    "The activity is not completed.",
    "The first phase of the activity is completed.",
    "The activity will be completed in December.",
    "Aktiviteti nuk ka përfunduar.",
    "Aktiviteti është realizuar pjesërisht.",
    "Нацртот е целосно усогласен.",
)

HAS_BEGUN: Final = (
    "Одржани се две обуки за 45 службеници.",
    "Потпишан е договор со изведувачот.",
    "Изработен е нацрт на правилникот.",
    "Two trainings were held in Skopje.",
    "The contract was signed in August.",
    "U mbajtën dy trajnime.",
    "U nënshkrua kontrata.",
)
HAS_BEGUN_NOT: Final = (
    "Не се одржани обуки.",
    "Обуките ќе бидат одржани во декември.",
    "Се планира да бидат одржани две обуки.",
    "Активноста не е започната поради недостиг на средства.",
    "Се чека да биде донесен законот.",
    "Нема потпишан договор.",
    "No training was held.",
    "The contract will be signed in October.",
    "Nuk u mbajt asnjë trajnim.",
    "Trajnimet do të mbahen në dhjetor.",
    "Почетокот е одложен за наредниот квартал.",
    "Обуките треба да бидат одржани откако ќе биде усвоен планот.",
    "Испратено е барање за средства до Министерството за финансии.",
    "Во претходниот период се одржани две обуки.",
)

UNBEGUN: Final = (
    "Активноста не е започната поради недостиг на средства.",
    "Не е започната.",
    "Aktiviteti nuk ka filluar për mungesë të mjeteve.",
    "The activity has not started because of a lack of funds.",
)
UNBEGUN_NOT: Final = (
    "Постапката за втората набавка не е започната.",
    "Во кварталот ништо не е реализирано поради изборите.",
    "Се подготвува, иако тендерот не е започнат.",
)
UNDONE: Final = (
    *UNBEGUN,
    *UNBEGUN_NOT[:2],
    "Активноста не е реализирана поради недостиг на средства.",
    "Обуките не се одржани.",
    "Законот не е донесен; чекаме мислење.",
    "The law was not adopted.",
    "Trajnimet nuk u mbajtën.",
)
UNDONE_NOT: Final = (
    "Обуките се одржани, освен една што не е одржана поради болест.",
    "Законот е објавен и не се потребни подзаконски акти.",
    "Обуката не е одржана во јуни, туку во август.",
    "Обуката што не беше одржана во јуни е одржана во август.",
    "Не се доставени приговори; постапката е завршена.",
    "The training was not held in June but in August.",
    "Të gjitha trajnimet u mbajtën, përveç një që nuk u mbajt.",
)


@pytest.mark.parametrize(
    ("judge", "said", "honest"),
    [
        (goes_on, GOES_ON, GOES_ON_NOT),
        (is_done, IS_DONE, IS_DONE_NOT),
        (has_begun, HAS_BEGUN, HAS_BEGUN_NOT),
        (says_undone, UNDONE, (*UNDONE_NOT, *GOES_ON_NOT, *IS_DONE)),
        (says_unbegun, UNBEGUN, (*UNBEGUN_NOT, *UNDONE_NOT, *GOES_ON_NOT)),
    ],
)
def test_only_what_says_how_far_the_work_is_speaks_against_a_status(
    judge: Callable[[str], bool], said: Sequence[str], honest: Sequence[str]
) -> None:
    assert [text for text in said if not judge(text)] == []
    assert [text for text in honest if judge(text)] == []
