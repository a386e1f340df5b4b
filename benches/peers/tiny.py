"""Instances for the tests, invented: a depot in the middle and customers at known distances."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Optional

from instances import Instance, read

# Customers 1 (3, 4) and 2 (0, -5) stand at 5 of the depot, 3 (8, 6) at 10; 1 and 3 at sqrt(29).
# Customer 1 twice, on days 1+3 or 2+4; 2 once, on any day; 3 on all days.
PVRP = """1 1 3 4
40 10
40 10
40 10
40 10
0 0 0 0 0 0 0
1 3 4 2 4 2 2 10 5
2 0 -5 2 3 1 4 8 4 2 1
3 8 6 1 5 4 1 15
"""

# Depots last, as MDVRP files have them; the numbers of `a` are depots.
MDVRP = """2 1 2 2
0 10
0 10
1 3 4 0 4 1 2 1 2
2 10 1 0 10 1 2 1 2
3 0 0 0 0 0 0
4 10 0 0 0 0 0
"""

# Depots first, as MDPVRP files have them, a line of limits per day and depot, windows to ignore.
MDPVRP = "8\t1\t1\t2\t2\n" + "0\t10\n" * 4 + (
    "0\t0\t0\t0\t0\t0\t0\t0\t1000\n1\t10\t0\t0\t0\t0\t0\t0\t1000\n2\t3\t4\t0\t4\t2\t1\t3\t5\t9\n"
)

CVRP = """NAME : \ttiny\t
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1\t0\t0
2\t1\t1
3\t0\t2
DEMAND_SECTION
1\t0
2\t6
3\t4
DEPOT_SECTION
\t1
\t-1
EOF
"""

VRPTW = """TINY

VEHICLE
NUMBER     CAPACITY
  1         10

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0          0          0          0          0         20          0
    1          1          1          6          3          4          2
    2          0          2          4          0          9          1
"""

# Rows are `node 0 ready due service pickup delivery`; the depot's service does not count.
VRPSPD = """NAME : tiny
TYPE : MVRPB
DIMENSION : 3
VEHICLES : 1
CAPACITY : 10
DISTANCE : 16
EDGE_WEIGHT_TYPE : EXACT_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 3 0
PICKUP_AND_DELIVERY_SECTION
1 0 0 10000000 10 0 0
2 0 0 10000000 1 8 2
3 0 0 10000000 1 1 6
DEPOT_SECTION
1
-1
EOF
"""

EXPLICIT = """NAME : tiny
TYPE : VRPSPD
DIMENSION : 2
VEHICLES : 1
CAPACITY : 10
DISTANCE : 0
EDGE_WEIGHT_TYPE : EXPLICIT
EDGE_WEIGHT_FORMAT : FULL_MATRIX
EDGE_WEIGHT_SECTION
0 12345
23456 0
PICKUP_AND_DELIVERY_SECTION
1 0 0 10000000 0 0 0
2 0 0 10000000 0 1 2
DEPOT_SECTION
1
-1
EOF
"""

TEXTS = {
    "pvrp": PVRP,
    "mdvrp": MDVRP,
    "mdpvrp": MDPVRP,
    "cvrp": CVRP,
    "vrptw": VRPTW,
    "vrpspd": VRPSPD,
    "vrpspdtw": VRPSPD,
}


def tiny(of_set: str, text: Optional[str] = None, convention: Optional[str] = None) -> Instance:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tiny.txt"
        file.write_text(TEXTS[of_set] if text is None else text, encoding="utf-8")
        return read(file, of_set, convention)
