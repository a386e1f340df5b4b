//! Places, titles and requests as a graph: what hangs together, and what nobody can fill.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef as _, NodeIndexable as _};

use super::Province;
use crate::index::{PlaceIdx, RequestIdx, TitleIdx};

/// A node of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GraphNode {
    /// A place that holds a requested title, or collects one.
    Place(PlaceIdx),
    /// A title that somebody asks for.
    Title(TitleIdx),
    /// A request.
    Request(RequestIdx),
}

/// The graph of a week's requests (bezitsgraaf): holder - title - request - pick-up place; a
/// request hangs on every title that may fill it.
///
/// An edge carries a number of copies: those that a place holds of a title, or those that a
/// request asks for.
#[derive(Clone, Debug)]
pub struct LendingGraph {
    graph: UnGraph<GraphNode, u32>,
}

/// What the graph says about a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachability {
    /// Parts that share no title and no place.
    pub components: usize,
    /// The nodes of the largest part.
    pub largest: usize,
    /// Requested titles that no place of the province holds, nor another edition that would do, in
    /// title order.
    pub unheld: Vec<TitleIdx>,
    /// Places that have to be visited and neither hold nor ask for anything requested.
    pub idle: Vec<PlaceIdx>,
}

impl LendingGraph {
    /// Builds the graph of a province's requests. O(requests + their titles' holdings).
    pub fn new(province: &Province) -> Self {
        let mut graph = UnGraph::new_undirected();
        let places: Vec<NodeIndex> = province
            .places()
            .indices()
            .map(|place| graph.add_node(GraphNode::Place(place)))
            .collect();
        let mut titles: BTreeMap<TitleIdx, NodeIndex> = BTreeMap::new();
        for (request_idx, request) in province.requests().iter_indexed() {
            let editions = province.editions_of(request).iter().map(|&edition| {
                *titles.entry(edition).or_insert_with(|| {
                    let title = graph.add_node(GraphNode::Title(edition));
                    for lot in province.holdings().of(edition) {
                        graph.add_edge(places[lot.place.0 as usize], title, u32::from(lot.copies));
                    }
                    title
                })
            });
            let editions: Vec<NodeIndex> = editions.collect();
            let node = graph.add_node(GraphNode::Request(request_idx));
            let asked = u32::try_from(request.quantity.0).unwrap_or(u32::MAX);
            for title in editions {
                graph.add_edge(title, node, asked);
            }
            graph.add_edge(node, places[request.pickup.0 as usize], asked);
        }
        Self { graph }
    }

    /// The petgraph graph itself, for any of its algorithms.
    pub const fn graph(&self) -> &UnGraph<GraphNode, u32> {
        &self.graph
    }

    /// Components, titles that nobody holds, places without work. O(edges).
    pub fn reachability(&self, province: &Province) -> Reachability {
        let mut parts = UnionFind::new(self.graph.node_bound());
        for edge in self.graph.edge_references() {
            parts.union(edge.source().index(), edge.target().index());
        }
        let nobody_holds = |title: &TitleIdx| province.holdings().of(*title).is_empty();
        let unheld: BTreeSet<TitleIdx> = (province.requests().iter())
            .filter(|request| province.editions_of(request).iter().all(nobody_holds))
            .map(|request| request.title)
            .collect();
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        let mut reached = Reachability { components: 0, largest: 0, unheld: vec![], idle: vec![] };
        for node in self.graph.node_indices() {
            let alone = self.graph.neighbors(node).next().is_none();
            match self.graph[node] {
                GraphNode::Place(place) if alone => {
                    if province.places()[place].is_visited() {
                        reached.idle.push(place);
                    }
                    continue;
                }
                GraphNode::Title(title) if unheld.contains(&title) => reached.unheld.push(title),
                _ => {}
            }
            *sizes.entry(parts.find(node.index())).or_default() += 1;
        }
        reached.unheld.sort_unstable();
        reached.components = sizes.len();
        reached.largest = sizes.values().copied().max().unwrap_or(0);
        reached
    }
}
