import unittest

from referee import judge
from tiny import EXPLICIT, PVRP, VRPSPD, VRPTW, tiny


def day(number, *nodes, depot=1):
    return {"day": number, "depot": depot, "nodes": list(nodes)}


# 1 on days 1 and 3, 2 on day 2, 3 daily: each day within 10 crates.
WEEK = [day(1, 1, 3), day(2, 2, 3), day(3, 3, 1), day(4, 3)]


class GoodAnswers(unittest.TestCase):
    def hold(self, verdict, cost, routes):
        self.assertEqual(verdict.violations, [])
        self.assertAlmostEqual(verdict.cost, cost)
        self.assertEqual(verdict.routes, routes)

    def test_a_week_costs_all_its_days(self):
        cost = 2 * (5 + 29**0.5 + 10) + (5 + (8**2 + 11**2) ** 0.5 + 10) + 20
        self.hold(judge(tiny("pvrp"), WEEK), cost, 4)

    def test_a_route_without_stops_is_none(self):
        self.hold(judge(tiny("cvrp"), [{"nodes": []}, {"nodes": [2, 3]}]), 1 + 1 + 2, 1)

    def test_a_route_starts_at_its_depot(self):
        self.hold(judge(tiny("mdvrp"), [day(1, 1), day(1, 2, depot=2)]), 10 + 2, 2)

    def test_truncated_times_hold_a_window_to_the_tenth(self):
        # 2.0 out, 1 of service, 1.4 on: 4.4 is late for 4; the other way 1.4, wait until 3.
        self.hold(judge(tiny("vrptw"), [{"nodes": [1, 2]}]), 1.4 + 1.4 + 2.0, 1)

    def test_explicit_lengths_are_directed_and_divided(self):
        self.hold(judge(tiny("vrpspd", EXPLICIT), [{"nodes": [2]}]), 3.5801, 1)

    def test_who_fills_a_van_on_the_depot_may_be_visited_or_not(self):
        instance = tiny("pvrp", PVRP.replace("2 0 -5 2 3 1 4", "2 0 0 2 10 1 4").replace("1 1 3 4", "1 2 3 4"))
        without = [day(1, 1, 3), day(2, 3), day(3, 3, 1), day(4, 3)]
        for routes in (without, [*without, day(4, 2)]):
            self.assertEqual(judge(instance, routes).violations, [])

    def test_customers_of_several_depots_are_counted_and_no_violation(self):
        verdict = judge(tiny("mdpvrp"), [day(1, 2), day(2, 2, depot=2)])
        self.assertEqual((verdict.violations, verdict.of_several_depots), ([], 1))


class PlantedViolations(unittest.TestCase):
    def find(self, instance, routes, *words):
        violations = judge(instance, routes).violations
        self.assertEqual(len(violations), len(words), violations)
        for violation, word in zip(violations, words):
            self.assertIn(word, violation)

    def test_a_missed_visit(self):
        self.find(tiny("pvrp"), WEEK[:3], "customer 3: visited on days [1, 2, 3], asked [1, 2, 3, 4]")

    def test_a_forbidden_pair_of_days(self):
        routes = [day(1, 1, 3), day(2, 1, 3), day(3, 3, 2), day(4, 3)]
        self.find(tiny("pvrp"), routes, "customer 1: visited on days [1, 2]")

    def test_two_visits_on_a_day(self):
        self.find(tiny("cvrp"), [{"nodes": [2, 3]}, {"nodes": [3]}], "customer 3: visited on days [1, 1]")

    def test_a_visit_that_nobody_asked(self):
        line = next(line for line in PVRP.splitlines() if line.startswith("2 0 -5 2 3 1 4"))
        instance = tiny("pvrp", PVRP.replace(line, "2 0 -5 2 3 0 0"))
        self.find(instance, WEEK, "customer 2")

    def test_more_vehicles_than_the_fleet_on_a_day(self):
        routes = [day(1, 1), day(1, 3), *WEEK[1:]]
        self.find(tiny("pvrp"), routes, "day 1, depot 1: 2 vehicles of 1")

    def test_more_than_the_capacity(self):
        instance = tiny("pvrp", PVRP.replace("40 10", "40 8"))
        self.find(instance, WEEK, "route 1, day 1: carries 9 of 8", "route 3, day 3: carries 9 of 8")

    def test_more_on_board_along_the_way_than_at_either_end(self):
        # It leaves with 8 and ends with 9, and carries 14 after the first stop.
        self.find(tiny("vrpspd"), [{"nodes": [2, 3]}], "carries 14 of 10")
        self.find(tiny("vrpspd"), [{"nodes": [3, 2]}])

    def test_longer_than_the_limit_with_the_service_of_customers(self):
        # 3 + 4 + 5 of travel and 2 of service; the 10 of the depot do not count.
        for limit, found in ((14, []), (13, ["lasts 14 of 13"])):
            text = VRPSPD.replace("DISTANCE : 16", f"DISTANCE : {limit}")
            self.find(tiny("vrpspd", text), [{"nodes": [3, 2]}], *found)

    def test_service_counts_in_the_limit_of_a_day(self):
        tight = tiny("pvrp", PVRP.replace("40 10", "23 10"))
        self.find(tight, WEEK, "day 1: lasts 23.385", "day 2: lasts 31.6", "day 3: lasts 23.385")

    def test_late_for_a_window_by_a_tenth(self):
        self.find(tiny("vrptw"), [{"nodes": [2, 1]}], "arrives at 1 at 44, due 40")

    def test_late_at_the_depot(self):
        text = VRPTW.replace("20          0", "7          0")
        self.find(tiny("vrptw", text), [{"nodes": [1, 2]}], "arrives at 0 at 94, due 70")

    def test_what_is_not_in_the_file(self):
        faults = ["customer 9 is not in the file", "customer 2:", "customer 3:"]
        self.find(tiny("cvrp"), [{"nodes": [2, 3, 9]}], *faults)
        self.find(tiny("cvrp"), [{"nodes": [1, 2, 3]}], "customer 1 is not in the file", *faults[1:])
        self.find(tiny("cvrp"), [day(2, 2, 3)], "day 2 is not one of 1", *faults[1:])
        self.find(tiny("cvrp"), [day(1, 2, 3, depot=0)], "depot 0 is not one of 1", *faults[1:])


if __name__ == "__main__":
    unittest.main()
