"""A locked notebook is searched like any other, and its index is locked with it."""

import pytest

from conferencer.core.notebook import Notebook
from conferencer.core.search import prepare, search
from tests.core.talks import talk, with_ana
