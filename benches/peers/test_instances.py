import unittest

from instances import Malformed
from plain import plain
from tiny import CVRP, EXPLICIT, MDVRP, PVRP, VRPSPD, VRPTW, tiny


class Readers(unittest.TestCase):
    def test_the_highest_bit_of_a_pattern_is_day_one(self):
        nodes = tiny("pvrp").nodes
        self.assertEqual(nodes[1].patterns, ((1, 3), (2, 4)))
        self.assertEqual(nodes[2].patterns, ((1,), (2,), (3,), (4,)))

    def test_depots_are_found_first_or_last(self):
        for of_set, depots in (("mdpvrp", [0, 1]), ("mdvrp", [2, 3]), ("pvrp", [0])):
            self.assertEqual(tiny(of_set).depots, depots, of_set)

    def test_an_mdvrp_has_one_day_and_its_patterns_are_depots(self):
        instance = tiny("mdvrp")
        self.assertEqual((instance.days, instance.fleet), (1, 1))
        self.assertEqual(instance.nodes[0].patterns, ((1,),))

    def test_an_mdpvrp_has_a_limit_per_day_and_ignores_windows(self):
        instance = tiny("mdpvrp")
        self.assertEqual((instance.days, instance.capacity), (2, [10, 10]))
        self.assertIsNone(instance.nodes[2].due)

    def test_a_frequency_of_zero_gives_way_to_the_patterns(self):
        line = next(line for line in PVRP.splitlines() if line.startswith("2 0 -5 2 3 1 4"))
        instance = tiny("pvrp", PVRP.replace(line, line.replace("2 0 -5 2 3 1", "2 0 -5 2 3 0")))
        self.assertEqual((instance.customers, instance.asked()), ([1, 2, 3], [1, 2, 3]))

    def test_a_customer_without_patterns_is_never_visited(self):
        line = next(line for line in PVRP.splitlines() if line.startswith("2 0 -5 2 3 1 4"))
        instance = tiny("pvrp", PVRP.replace(line, "2 0 -5 2 3 0 0"))
        self.assertEqual((instance.customers, instance.asked()), ([1, 2, 3], [1, 3]))

    def test_only_who_fills_a_van_on_the_depot_is_left_out(self):
        for demand, asked in ((10, [1, 3]), (9, [1, 2, 3])):
            text = PVRP.replace("2 0 -5 2 3 1 4", f"2 0 0 2 {demand} 1 4")
            self.assertEqual(tiny("pvrp", text).asked(), asked)

    def test_lengths_follow_the_convention_of_the_set(self):
        self.assertAlmostEqual(tiny("pvrp").length(1, 3), 29**0.5)
        self.assertEqual(tiny("pvrp", convention="round").length(1, 3), 5)
        self.assertEqual(tiny("cvrp").length(0, 1), 1)
        # The root of 29 is 5.385.
        text = VRPTW.replace("1          1          1", "1          2          5")
        self.assertEqual(tiny("vrptw", text).length(0, 1), 53)
        explicit = tiny("vrpspd", EXPLICIT)
        self.assertEqual((explicit.length(0, 1), explicit.length(1, 0), explicit.unit), (12345, 23456, 10_000))

    def test_vehicles_limit_spdtw_and_hint_in_spd(self):
        self.assertEqual((tiny("vrpspd").fleet, tiny("vrpspd").fleet_hint), (None, 1))
        self.assertEqual(tiny("vrpspdtw").fleet, 1)

    def test_a_distance_of_zero_or_999999_is_no_limit(self):
        self.assertEqual(tiny("vrpspd").limit, [16])
        for none in ("0", "999999"):
            self.assertEqual(tiny("vrpspd", VRPSPD.replace("DISTANCE : 16", f"DISTANCE : {none}")).limit, [None])

    def test_pickup_stands_before_delivery(self):
        node = tiny("vrpspd").nodes[1]
        self.assertEqual((node.pickup, node.delivery), (8, 2))

    def test_faulty_files_are_refused(self):
        faulty = {
            "cvrp": ["", CVRP.replace("DIMENSION : 3", "DIMENSION : 4"), CVRP.replace("EUC_2D", "GEO")],
            "pvrp": ["7 1 1 1\n0 10\n0 0 0 0 0 0 0\n", PVRP.replace("2 2 10 5", "2 3 10 5")],
            "mdvrp": [MDVRP.replace("0 10\n0 10", "0 10\n0 11")],
            "vrpspd": [EXPLICIT.replace("23456 0", "23456")],
        }
        for of_set, texts in faulty.items():
            for text in texts:
                with self.assertRaises(Malformed, msg=f"{of_set}: {text}"):
                    tiny(of_set, text)


class PlainProblems(unittest.TestCase):
    def test_exact_legs_are_rounded_up_where_times_bind(self):
        text = VRPSPD.replace("3 3 0\nPICKUP", "3 1 1\nPICKUP")
        self.assertEqual(plain(tiny("vrpspd", text)).matrix[0][1:], [5000, 1415])
        free = text.replace("DISTANCE : 16", "DISTANCE : 0")
        self.assertEqual(plain(tiny("vrpspd", free)).matrix[0][1:], [5000, 1414])

    def test_the_service_of_the_depot_is_dropped(self):
        self.assertEqual(plain(tiny("vrpspd")).service, [0, 1000, 1000])

    def test_several_days_are_refused(self):
        with self.assertRaises(ValueError):
            plain(tiny("pvrp"))


if __name__ == "__main__":
    unittest.main()
