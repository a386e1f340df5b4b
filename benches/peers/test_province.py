import tempfile
import unittest
from pathlib import Path

from drenthe import kilometres, table
from instances import read
from province import province
from referee import judge

PLACES = """id,lat,lon,kind
H,53.0,6.5,hub
A,53.1,6.5,main
B,53.0,6.7,branch
C,52.9,6.5,servicepoint
X,52.0,5.0,external-national
"""


class Provinces(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.places = self.folder / "places.csv"
        self.places.write_text(PLACES)

    def both(self, made):
        week, half = self.folder / "week", self.folder / "half.vrp"
        week.write_text(made.week())
        half.write_text(made.half())
        return read(week, "pvrp", "round"), read(half, "cvrp")

    def test_a_seed_makes_the_same_province(self):
        weeks = [province(self.places, 40, seed).week() for seed in (1, 1, 2)]
        self.assertEqual(weeks[0], weeks[1])
        self.assertNotEqual(weeks[0], weeks[2])

    def test_the_hub_and_external_places_are_no_stops(self):
        self.assertEqual(len(province(self.places, 0, 1).stops), 3)
        self.assertEqual(len(province(self.places, 40, 1).stops), 40)

    def test_units_are_ten_metres_of_road(self):
        # A tenth of a degree north is 11.12 km, and 14.46 km by road.
        stop = province(self.places, 0, 1).stops[0]
        self.assertEqual((stop.x, stop.y), (0, 1446))

    def test_both_files_have_the_same_lengths_loads_and_vans(self):
        week, half = self.both(province(self.places, 40, 1))
        size = range(41)
        self.assertEqual(*[[i.length(a, b) for a in size for b in size] for i in (week, half)])
        self.assertEqual(*[[node.delivery for node in i.nodes] for i in (week, half)])
        self.assertEqual(half.fleet, 2 * week.fleet)

    def test_a_week_costs_twice_its_plain_problem(self):
        week, half = self.both(province(self.places, 0, 1))
        plain = judge(half, [{"nodes": [2, 3]}, {"nodes": [4]}])
        days = [(day, nodes) for day, nodes in ((1, [1, 2]), (2, [3]), (3, [1, 2]), (4, [3]))]
        full = judge(week, [{"day": day, "nodes": nodes} for day, nodes in days])
        self.assertEqual(plain.violations + full.violations, [])
        runs = [{"set": "pvrp", "cost": full.cost}, {"set": "cvrp", "cost": plain.cost}]
        self.assertEqual(*map(kilometres, runs))

    def test_monday_and_tuesday_are_no_pair(self):
        week, _ = self.both(province(self.places, 0, 1))
        routes = [{"day": 1, "nodes": [1, 2, 3]}, {"day": 2, "nodes": [1, 2, 3]}]
        self.assertEqual(len(judge(week, routes).violations), 3)

    def test_the_table_shows_kilometres_and_hides_no_fault(self):
        base = {"instance": "d", "limit": 4.0, "seed": 1, "wall_seconds": 4.0, "cpu_seconds": 4.0}
        good = {**base, "peer": "pyvrp", "set": "cvrp", "cost": 5000.0, "violations": 0}
        bad = {**base, "peer": "ailsii", "set": "cvrp", "cost": 1.0, "violations": 1, "violated": ["5 of 4"]}
        shown = table([bad, good])
        self.assertIn("| d | pyvrp | 4 | 1 | 100.0 | 0.00 |", shown)
        self.assertIn("infeasible: 5 of 4", shown)


if __name__ == "__main__":
    unittest.main()
