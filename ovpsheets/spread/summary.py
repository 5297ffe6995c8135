"""stub"""

from collections.abc import Mapping

from ovpsheets.spread.dataset import MergedDataset
from ovpsheets.words import Language


def summary_files(merged: MergedDataset, language: Language) -> Mapping[str, bytes]:
    return {}
