"""A nightly run of evolve-online over what LangSmith exported, as a DAG of Airflow 2.7 or newer.

The worker needs the launcher (or a Spark installation that it submits to, by SPARK_HOME), and the
variables that the conf names for keys. Evidence that was read is not read again, so a night that was
missed is part of the next one, and catchup stays off.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from airflow import DAG
from airflow.models.param import Param
from airflow.operators.bash import BashOperator

LAUNCHER = os.environ.get("TRACE2SKILL", "/opt/trace2skill/jobs/trace2skill")
CONF = os.environ.get("TRACE2SKILL_CONF", "/etc/trace2skill/service-desk.yaml")
STATE = os.environ.get("TRACE2SKILL_STATE", "/var/lib/trace2skill")

DEFAULTS = {
    "retries": 2,
    "retry_delay": timedelta(minutes=15),
    "execution_timeout": timedelta(hours=6),
}

with DAG(
    dag_id="trace2skill_service_desk",
    schedule="30 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # One run at a time: two would meet at the lock of the skill.
    max_active_runs=1,
    default_args=DEFAULTS,
    tags=["trace2skill"],
):
    # Exit code 3 (the budget is spent) and 4 (the gate refused) are no failures that a retry would
    # mend: the task is skipped then, and its log says why.
    BashOperator(
        task_id="evolve",
        bash_command=(
            f"{LAUNCHER} evolve-online --conf {CONF}"
            f" --metrics {STATE}/service-desk.prom --summary {STATE}/service-desk.jsonl"
        ),
        skip_on_exit_code=[3, 4],
    )

with DAG(
    dag_id="trace2skill_service_desk_window",
    # Started by hand, to take in a part of an archive: what started from one day to before another.
    schedule=None,
    start_date=datetime(2026, 1, 1),
    max_active_runs=1,
    params={
        "from": Param("2026-01-01", type="string", format="date"),
        "to": Param("2026-02-01", type="string", format="date"),
    },
    default_args=DEFAULTS,
    tags=["trace2skill"],
):
    BashOperator(
        task_id="ingest",
        bash_command=(
            f"{LAUNCHER} ingest --conf {CONF} --from {{{{ params['from'] }}}} --to {{{{ params['to'] }}}}"
            f" --summary {STATE}/service-desk.jsonl"
        ),
    )
