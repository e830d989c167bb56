"""The API, asked with whatever its own description allows and forbids: never a fault of ours, and a wrong question is told what to do."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance
from tests.record.adding import fill

from qanat.pipeline import Reader, open_record
from qanat.serve.web.app import create

_EXAMPLES = int(os.environ.get("QANAT_EXAMPLES", "3"))  # of each address; 100 before a release
_HOST = {"Host": "127.0.0.1"}
_KNOWN = (200, 307, 308, 400, 401, 403, 404, 405, 410, 422)


def asked(operation: Any, mode: GenerationMode) -> None:
    """Questions to one address, all as described (positive) or each with something that the description forbids (negative)."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=_EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        answer = case.call(headers=_HOST)
        case.validate_response(answer, checks=[not_a_server_error, content_type_conformance])
        assert answer.status_code in _KNOWN, answer.status_code
        if answer.status_code >= 400 and case.path.endswith(".json"):
            told = answer.json()["error"]
            assert told["code"]
            assert told["message"]
            assert told["where"] or answer.status_code != 422 or ":" in told["message"], told  # which field, and what it wants

    ask()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "against it"])
def test_no_question_breaks_it(reader: Reader, archive: list[dict[str, Any]], tmp_path: Path, mode: GenerationMode) -> None:
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[:12])
    with open_record(db, create=False) as record:
        described = schemathesis.openapi.from_asgi("/openapi.json", create(record), headers=_HOST)
        operations = [one.ok() for one in described.get_all_operations() if isinstance(one, Ok)]
        assert len(operations) > 20
        for operation in operations:
            with suppress(Unsatisfiable):  # nothing can be asked of it against its description
                asked(operation, mode)
