"""Five steps in SpiffWorkflow, as an application of an office would keep them.

In one transaction an act: the library's state, read, advanced and stored again, and the rows the office must have
(dossier, step with what was said, papers, number, imprint, outbox), written by the plain ORM.
"""

import importlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from motcua.cli.bench.flow_orm import Sample, sample_of

PACKAGE = "SpiffWorkflow"
STEPS = ("receive", "appraise", "approve", "stamp", "return_result")
_TABLES = """
    CREATE SCHEMA IF NOT EXISTS spiff_peer;
    CREATE TABLE IF NOT EXISTS spiff_peer.workflow (
        dossier_id bigint PRIMARY KEY REFERENCES dossiers_dossier, state text NOT NULL, workflow text NOT NULL);
"""
_PROCESS = "dossier"


def prepare() -> None:
    """Its tables."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)


def trips(code: str, at: datetime) -> Callable[[int], Callable[[], None]]:
    """For `rate`: dossiers as the one of that code, each a workflow from its start to its end."""

    def make(_number: int) -> Callable[[], None]:
        return _trip(sample_of(code, at))

    return make


def _trip(sample: Sample) -> Callable[[], None]:
    importing = importlib.import_module
    specification = _specification(importing("lxml.etree"))
    of_its_kind = importing("SpiffWorkflow.bpmn").BpmnWorkflow
    task_state = importing("SpiffWorkflow.util.task").TaskState
    serializer = importing("SpiffWorkflow.bpmn.serializer").BpmnWorkflowSerializer()

    def do(running: Any) -> str:
        [ready] = running.get_tasks(state=task_state.READY, manual=True)
        ready.run()
        running.do_engine_steps()
        return str(ready.task_spec.name)

    def trip() -> None:
        dossier = 0
        for place, step in enumerate(STEPS):
            with transaction.atomic(), connection.cursor() as cursor:
                if dossier:
                    cursor.execute(
                        "SELECT workflow FROM spiff_peer.workflow WHERE dossier_id = %s FOR UPDATE", [dossier]
                    )
                    [kept] = cursor.fetchone() or [""]
                    running = serializer.deserialize_json(kept)
                else:
                    running = of_its_kind(specification)
                    running.do_engine_steps()
                act = do(running)
                if act != step:
                    raise RuntimeError(f"{act} came where {step} was due")
                dossier = sample.write(place, dossier)
                _save(cursor, dossier, act, serializer.serialize_json(running))

    return trip


def _save(cursor: Any, dossier: int, act: str, kept: str) -> None:
    cursor.execute(
        "INSERT INTO spiff_peer.workflow (dossier_id, state, workflow) VALUES (%s, %s, %s) "
        "ON CONFLICT (dossier_id) DO UPDATE SET state = EXCLUDED.state, workflow = EXCLUDED.workflow",
        [dossier, act, kept],
    )


def _specification(etree: Any) -> Any:
    """Start, five tasks for people in a row, end: BPMN 2.0."""
    parser = importlib.import_module("SpiffWorkflow.bpmn.parser").BpmnParser()
    parser.add_bpmn_xml(etree.parse(BytesIO(_bpmn().encode())))
    return parser.get_spec(_PROCESS)


def _bpmn() -> str:
    names = ("start", *STEPS, "end")
    nodes = "".join(f'<manualTask id="{step}" name="{step}"/>' for step in STEPS)
    flows = "".join(
        f'<sequenceFlow id="to_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in pairwise(names)
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench" id="bench">'
        f'<process id="{_PROCESS}" isExecutable="true"><startEvent id="start"/>{nodes}<endEvent id="end"/>'
        f"{flows}</process></definitions>"
    )
