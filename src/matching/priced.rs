//! The week with prices on what crosses: a flow that falls apart into families of titles.
//!
//! Each pull costs the prices of its window and organisation in place of a part of their capacity, and
//! a returning copy of a contended bundle the price of the bundle. A lot then needs one node,
//! whatever windows its copies leave in. The optimum less what the prices would earn on all
//! capacities is a bound for the week (Lagrange), and the highest one is that of the linear
//! programme. At no prices this is the week without what binds it.
//!
//! Reference: M. L. Fisher (1981), "The Lagrangian relaxation method for solving integer programming
//! problems", Management Science 27(1):1-18.

use std::ops::Range;

use super::network::{Arc, Network};
use super::parts::Parts;
use super::problem::ArcRole;
use super::simplex::Flow;
use super::week_network::WeekNetwork;

/// What gets a price in place of its capacity.
#[derive(Clone)]
enum Row {
    /// The arcs of a window, or that of an organisation, cheapest first.
    Arcs(Range<usize>),
    /// A bundle of returning copies; those of lots need no price.
    Bundle(usize),
}

/// Everything in a week that gets a price.
pub(super) struct Rows(Vec<Row>);

impl Rows {
    pub(super) fn of(week: &WeekNetwork) -> Self {
        let is_lot = |arcs: &[usize]| matches!(week.roles[arcs[0]], ArcRole::Copies { .. });
        let bundles = week.bundles.iter().enumerate().filter(|(_, of)| !is_lot(&of.arcs));
        let bundles = bundles.map(|(number, _)| Row::Bundle(number));
        Self(priced_arcs(week).into_iter().map(Row::Arcs).chain(bundles).collect())
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// What a flow asks of each row beyond what it gives at some prices, in units of the root of its
    /// capacity: large windows would outweigh small ones otherwise.
    pub(super) fn excess(&self, week: &WeekNetwork, prices: &Prices, flow: &[i64]) -> Vec<f64> {
        let arcs = week.network.arcs();
        let excess = |row: &Row| {
            let (asked, given): (i64, i64) = match row {
                Row::Arcs(own) => {
                    let price = prices.arcs[own.start];
                    let inviting = own.clone().filter(|&arc| arcs[arc].cost <= price);
                    let given = inviting.map(|arc| arcs[arc].capacity).sum();
                    (flow[own.clone()].iter().sum(), given)
                }
                Row::Bundle(number) => {
                    let bundle = &week.bundles[*number];
                    (bundle.arcs.iter().map(|&arc| flow[arc]).sum(), bundle.capacity)
                }
            };
            (asked - given) as f64 / Self::root(week, row)
        };
        self.0.iter().map(excess).collect()
    }

    fn root(week: &WeekNetwork, row: &Row) -> f64 {
        let capacity: i64 = match row {
            Row::Arcs(own) => week.network.arcs()[own.clone()].iter().map(|arc| arc.capacity).sum(),
            Row::Bundle(number) => week.bundles[*number].capacity,
        };
        (capacity.max(1) as f64).sqrt()
    }

    /// The prices that stand for a point in those units, in whole units of cost; none is above the
    /// dearest way to do without.
    pub(super) fn prices(&self, week: &WeekNetwork, point: &[f64]) -> Prices {
        let dearest = week.network.arcs().iter().map(|arc| arc.cost.abs()).max().unwrap_or(0);
        let mut prices =
            Prices { arcs: vec![0; week.parts.head_arcs()], bundles: vec![0; week.bundles.len()] };
        for (row, at) in self.0.iter().zip(point) {
            #[expect(clippy::cast_possible_truncation, reason = "saturates, and is clamped")]
            let price = ((at / Self::root(week, row)) as i64).clamp(0, dearest);
            match row {
                Row::Arcs(own) => prices.arcs[own.clone()].fill(price),
                Row::Bundle(number) => prices.bundles[*number] = price,
            }
        }
        prices
    }
}

/// The arcs of the head that get a price: those into one node together.
fn priced_arcs(week: &WeekNetwork) -> Vec<Range<usize>> {
    let arcs = &week.network.arcs()[..week.parts.head_arcs()];
    let mut rows: Vec<Range<usize>> = Vec::new();
    for (position, arc) in arcs.iter().enumerate().filter(|(arc, _)| is_priced(week, *arc)) {
        match rows.last_mut() {
            Some(last) if arcs[last.start].to == arc.to => last.end = position + 1,
            _ => rows.push(position..position + 1),
        }
    }
    rows
}

fn is_priced(week: &WeekNetwork, arc: usize) -> bool {
    matches!(week.roles[arc], ArcRole::Window { .. } | ArcRole::Lending { .. })
}

/// Prices of the week's priced arcs, by position in its head, and of its bundles.
pub(super) struct Prices {
    arcs: Vec<i64>,
    bundles: Vec<i64>,
}

/// The priced week, and what became of the nodes and arcs of the week's own network.
pub(super) struct Priced {
    supplies: Vec<i64>,
    arcs: Vec<Arc>,
    pub(super) parts: Parts,
    /// For each arc the node of the week whose price it costs, and the bundle.
    tail: Vec<Option<usize>>,
    bundle: Vec<Option<usize>>,
    node: Vec<u32>,
    arc: Vec<Option<usize>>,
    /// For each node of the week the priced arcs on the way to it.
    way: Vec<Way>,
}

impl Priced {
    /// O(nodes + arcs).
    pub(super) fn of(week: &WeekNetwork) -> Self {
        let leaders = Leaders::of(week);
        let (node, nodes_left) = numbered(&leaders.node);
        let mut bundle_of = vec![None; week.roles.len()];
        for (number, bundle) in week.bundles.iter().enumerate() {
            for &arc in &bundle.arcs {
                bundle_of[arc] = Some(number);
            }
        }
        let (mut arcs, mut tail, mut bundle) = (Vec::new(), Vec::new(), Vec::new());
        let (mut arc, mut arcs_left) = (Vec::new(), vec![0]);
        for (position, of_week) in week.network.arcs().iter().enumerate() {
            let [from, to] = [of_week.from, of_week.to].map(|end| number(node[end as usize]));
            if let Some(leader) = leaders.arc[position] {
                arc.push(arc[leader]);
            } else if from == to {
                arc.push(None);
            } else {
                arc.push(Some(arcs.len()));
                arcs.push(Arc { from, to, ..*of_week });
                let serves = matches!(week.roles[position], ArcRole::Serve { .. });
                tail.push(serves.then_some(of_week.from as usize));
                bundle.push(bundle_of[position].filter(|_| serves));
            }
            arcs_left.push(arcs.len());
        }
        let mut supplies = vec![0; nodes_left[node.len()]];
        for (position, supply) in week.network.supplies().iter().enumerate() {
            supplies[node[position]] += supply;
        }
        let parts =
            week.parts.merged(|nodes| number(nodes_left[nodes as usize]), |arcs| arcs_left[arcs]);
        let node = node.into_iter().map(number).collect();
        Self { supplies, arcs, parts, tail, bundle, node, arc, way: leaders.way }
    }

    /// The network at some prices.
    pub(super) fn network(&self, prices: &Prices) -> Network {
        let dearer = |(position, arc): (usize, &Arc)| {
            let way = self.tail[position].map_or(0, |tail| prices.along(self.way[tail]));
            let bundle = self.bundle[position].map_or(0, |bundle| prices.bundles[bundle]);
            Arc { cost: arc.cost + way + bundle, ..*arc }
        };
        let arcs = self.arcs.iter().enumerate().map(dearer).collect();
        Network::new(self.supplies.clone(), arcs).expect("hardly dearer than the week's own")
    }

    /// The flow on the week's own arcs, perhaps with more in a window or bundle than there is.
    pub(super) fn flow(&self, week: &WeekNetwork, priced: &Flow) -> Vec<i64> {
        let arcs = week.network.arcs();
        let mut flow: Vec<i64> =
            self.arc.iter().map(|arc| arc.map_or(0, |arc| priced.flow[arc])).collect();
        let mut sent = vec![0; week.network.supplies().len()];
        let to_lot = |position: &usize| matches!(week.roles[*position], ArcRole::Copies { .. });
        let (to_lots, others): (Vec<usize>, Vec<usize>) =
            (week.parts.head_arcs()..arcs.len()).partition(to_lot);
        for position in others {
            sent[arcs[position].from as usize] += flow[position];
        }
        for position in to_lots {
            flow[position] = sent[arcs[position].to as usize];
            sent[arcs[position].from as usize] += flow[position];
        }
        // Windows before the organisations that they come from.
        for row in priced_arcs(week).into_iter().rev() {
            let mut left = sent[arcs[row.start].to as usize];
            sent[arcs[row.start].from as usize] += left;
            for position in row.clone() {
                let room = if position + 1 == row.end { left } else { arcs[position].capacity };
                flow[position] = left.min(room);
                left -= flow[position];
            }
        }
        flow
    }

    /// Potentials of the week's own nodes that prove as much as the priced ones: a window's node is
    /// cheaper than the source by the prices on its way, and so are its lots.
    pub(super) fn potentials(&self, prices: &Prices, priced: &Flow) -> Vec<i64> {
        let of = |(&node, &way): (&u32, &Way)| priced.potentials[node as usize] - prices.along(way);
        self.node.iter().zip(&self.way).map(of).collect()
    }
}

/// The priced arcs on the way to a node: at most that of an organisation and that of a window.
type Way = [Option<usize>; 2];

impl Prices {
    fn along(&self, way: Way) -> i64 {
        way.into_iter().flatten().map(|arc| self.arcs[arc]).sum()
    }
}

/// For each node of the week the first one of those that it is merged with, for each arc the one
/// that it is merged with if any, and for each node the way to it.
struct Leaders {
    node: Vec<usize>,
    arc: Vec<Option<usize>>,
    way: Vec<Way>,
}

impl Leaders {
    fn of(week: &WeekNetwork) -> Self {
        let arcs = week.network.arcs();
        let nodes = week.network.supplies().len();
        let (mut node, mut way): (Vec<usize>, _) = ((0..nodes).collect(), vec![[None; 2]; nodes]);
        let mut arc = vec![None; arcs.len()];
        for row in priced_arcs(week) {
            let [from, to] = [arcs[row.start].from, arcs[row.start].to].map(|end| end as usize);
            node[to] = 0;
            way[to] = [way[from][0].or(way[from][1]), Some(row.start)];
        }
        for (position, of) in arcs.iter().enumerate() {
            if let ArcRole::Copies { .. } = week.roles[position] {
                way[of.to as usize] = way[of.from as usize];
            }
        }
        for bundle in &week.bundles {
            if let ArcRole::Copies { .. } = week.roles[bundle.arcs[0]] {
                for &position in &bundle.arcs[1..] {
                    arc[position] = Some(bundle.arcs[0]);
                    node[arcs[position].to as usize] = arcs[bundle.arcs[0]].to as usize;
                }
            }
        }
        Self { node, arc, way }
    }
}

/// New numbers where all but the leaders are gone, and how many leaders stand before each.
fn numbered(leaders: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut left = vec![0];
    let mut numbers: Vec<usize> = Vec::with_capacity(leaders.len());
    for (position, &leader) in leaders.iter().enumerate() {
        let before = left[position];
        let leads = leader == position;
        numbers.push(if leads { before } else { numbers[leader] });
        left.push(before + usize::from(leads));
    }
    (numbers, left)
}

fn number(position: usize) -> u32 {
    u32::try_from(position).expect("a week has fewer than 2^32 nodes")
}
