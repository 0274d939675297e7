//! Walks all answers towards one expression: what it can come to, by which shortest path, and which answers matter.
//! Paths that leave the same things open are walked once (a reduced decision diagram), so that the walk is exact.

mod count;

use std::collections::HashMap;

use crate::asked::{Asked, states};
use crate::expr::{Expr, Exprs, NO, OPEN, State, UNKNOWN, Var, Vars, YES};
use crate::outcome::{Outcome, Path};
use crate::pairs;
pub(crate) use count::{Ways, count};

/// How many states a walk may take before it falls back from all combinations to pairs of answers.
pub const MOST_STATES: usize = 60_000;

type Node = usize;
const TERMINALS: usize = 3;

struct TooMany;

/// What is still open on a path: the expression, and when the questions it needs are asked.
type Open = (Expr, Vec<(Var, Expr)>);

/// Walks towards one expression after the other and remembers what it has seen.
pub(crate) struct Walk<'a> {
    asked: &'a [Asked],
    /// Without 「不清楚」.
    certain: bool,
    known: HashMap<Open, Node>,
    /// From the first inner node on: the variable, and where each of its states leads.
    nodes: Vec<(Var, Vec<(State, Node)>)>,
    same: HashMap<(Var, Vec<(State, Node)>), Node>,
    results: HashMap<Expr, Outcome>,
    in_pairs: usize,
}

impl<'a> Walk<'a> {
    /// How many states were walked in all.
    pub(crate) fn states(&self) -> usize {
        self.known.len()
    }

    /// How many targets were walked by pairs of answers only.
    pub(crate) fn in_pairs(&self) -> usize {
        self.in_pairs
    }

    pub(crate) fn new(asked: &'a [Asked], certain: bool) -> Self {
        Self {
            asked,
            certain,
            known: HashMap::new(),
            nodes: Vec::new(),
            same: HashMap::new(),
            results: HashMap::new(),
            in_pairs: 0,
        }
    }

    pub(crate) fn towards(&mut self, exprs: &mut Exprs, target: Expr) -> Outcome {
        if let Some(known) = self.results.get(&target) {
            return known.clone();
        }
        let before = self.known.len();
        let open = self.reduce(exprs, target, &|var| self.asked[var].when);
        let outcome = match self.node(exprs, open.clone(), before + MOST_STATES) {
            Ok(root) => {
                let mut outcome = self.read(root);
                outcome.states = self.known.len() - before;
                outcome.exact = true;
                outcome
            }
            Err(TooMany) => {
                self.in_pairs += 1;
                pairs::walk(self.asked, self.certain, exprs, target, &open.1)
            }
        };
        self.results.insert(target, outcome.clone());
        outcome
    }

    /// Keeps of the questions ahead only those that the target needs, directly or to be asked.
    fn reduce(&self, exprs: &Exprs, target: Expr, when: &dyn Fn(Var) -> Expr) -> Open {
        let mut needed = exprs.vars(target);
        let mut whens = Vec::new();
        for var in (0..self.asked.len()).rev() {
            if needed & (1 << var) != 0 {
                let when = when(var);
                needed |= exprs.vars(when);
                whens.push((var, when));
            }
        }
        whens.reverse();
        (target, whens)
    }

    fn node(&mut self, exprs: &mut Exprs, open: Open, most: usize) -> Result<Node, TooMany> {
        let (target, whens) = &open;
        if exprs.vars(*target) == 0 {
            return Ok(*target as Node);
        }
        if let Some(node) = self.known.get(&open) {
            return Ok(*node);
        }
        if self.known.len() >= most {
            return Err(TooMany);
        }
        let Some((var, when)) = whens.first().copied() else {
            return Ok(UNKNOWN as Node);
        };
        let mut edges: Vec<(State, Node)> = Vec::new();
        for state in states(&self.asked[var], when, self.certain) {
            let left = exprs.put(*target, var, state);
            let later: Vec<(Var, Expr)> = whens
                .iter()
                .skip(1)
                .map(|(one, when)| (*one, exprs.put(*when, var, state)))
                .collect();
            let next = self.reduce(exprs, left, &|one| {
                later
                    .iter()
                    .find(|(other, _)| *other == one)
                    .map_or(UNKNOWN, |(_, when)| *when)
            });
            edges.push((state, self.node(exprs, next, most)?));
        }
        let node = self.shared(var, edges);
        self.known.insert(open, node);
        Ok(node)
    }

    fn shared(&mut self, var: Var, edges: Vec<(State, Node)>) -> Node {
        if let Some((_, first)) = edges.first().copied()
            && edges.iter().all(|(_, node)| *node == first)
        {
            return first;
        }
        let key = (var, edges);
        if let Some(node) = self.same.get(&key) {
            return *node;
        }
        let node = self.nodes.len() + TERMINALS;
        self.nodes.push(key.clone());
        self.same.insert(key, node);
        node
    }

    /// The shortest paths from a node to what it can come to, and the variables it turns on.
    fn read(&self, root: Node) -> Outcome {
        // By node: how many answers lead to no, yes, unknown. Children come before their parents.
        let mut far: HashMap<Node, [Option<usize>; 3]> = HashMap::new();
        let mut matters = 0;
        self.measure(root, &mut far, &mut matters);
        let mut outcome = Outcome::default();
        outcome.matters = matters;
        for constant in [NO, YES, UNKNOWN] {
            let end = constant as usize;
            let mut path = Path::new();
            let mut here = root;
            while here >= TERMINALS {
                let (var, edges) = &self.nodes[here - TERMINALS];
                let nearest = edges
                    .iter()
                    .filter_map(|(state, node)| Some((far.get(node)?[end]?, *state, *node)))
                    .min_by_key(|(steps, state, _)| (*steps, *state == OPEN, *state));
                let Some((_, state, node)) = nearest else {
                    break;
                };
                path.push((*var, state));
                here = node;
            }
            if here == end {
                outcome.note(constant, path);
            }
        }
        outcome
    }

    fn measure(
        &self,
        node: Node,
        far: &mut HashMap<Node, [Option<usize>; 3]>,
        matters: &mut Vars,
    ) -> [Option<usize>; 3] {
        if let Some(known) = far.get(&node) {
            return *known;
        }
        let mut steps = [None; 3];
        if node < TERMINALS {
            steps[node] = Some(0);
        } else {
            let (var, edges) = &self.nodes[node - TERMINALS];
            *matters |= 1 << var;
            for (_, next) in edges {
                let beyond = self.measure(*next, far, matters);
                for (here, beyond) in steps.iter_mut().zip(beyond) {
                    let through = beyond.map(|steps| steps + 1);
                    *here = match (*here, through) {
                        (Some(a), Some(b)) => Some(a.min(b)),
                        (a, b) => a.or(b),
                    };
                }
            }
        }
        far.insert(node, steps);
        steps
    }
}
