"""Prices: those of the page, and their sum."""

import runpy
from pathlib import Path

import pytest

from handler.commands.explaining import prices

PAGE = runpy.run_path(str(Path(__file__).parents[3] / "docs" / "prices.py"))


def test_they_are_those_of_the_documentation() -> None:
    for name in ("PRICES_OF", "LAMBDA_REQUEST", "S3_GET", "MILLION"):
        assert getattr(prices, name) == PAGE[name], name
    assert PAGE["LAMBDA_GB_SECOND"][prices.ARCHITECTURE] == prices.LAMBDA_GB_SECOND
    template = (Path(__file__).parents[3] / "template.yaml").read_text()
    assert f"{prices.FUNCTION_MEGABYTES}" in template


def test_a_million_costs_its_work_its_requests_and_what_is_read() -> None:
    price = prices.price_of_million(0.1, 2)
    assert price.computing == pytest.approx(0.1 * 1769 / 1024 * 13.3334)
    assert price.requests == pytest.approx(0.2)
    assert price.store == pytest.approx(0.8)
    assert price.together == pytest.approx(sum(price))
