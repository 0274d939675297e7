//! Conditions as shared three-valued expressions in which answers can be put in one after the other.
//! Equal expressions have one number, so that what two paths leave open can be compared at once.

use std::collections::HashMap;

use catalog::Truth;

#[cfg(test)]
mod tests;

/// The number of a variable, in the order in which variables get their value.
pub(crate) type Var = usize;
/// The most variables an expression may look at: their sets are bits of one word.
pub(crate) const MOST_VARS: usize = 128;
/// A set of variables, one bit each.
pub(crate) type Vars = u128;

/// What a variable can be: not asked, open (not known), or one of its candidates.
pub(crate) type State = usize;
pub(crate) const NOT_ASKED: State = 0;
pub(crate) const OPEN: State = 1;
/// The state of the first candidate.
pub(crate) const FIRST: State = 2;

/// The number of an expression.
pub(crate) type Expr = u32;
pub(crate) const NO: Expr = 0;
pub(crate) const YES: Expr = 1;
pub(crate) const UNKNOWN: Expr = 2;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Node {
    Constant,
    /// A truth for each combination of states; the last variable's state changes fastest.
    Table(Vec<(Var, usize)>, Vec<u8>),
    Not(Expr),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    /// Whether it is decided at all.
    Decided(Expr),
}

#[derive(Debug)]
pub(crate) struct Exprs {
    nodes: Vec<Node>,
    vars: Vec<Vars>,
    numbers: HashMap<Node, Expr>,
    put_in: HashMap<(Expr, Var, State), Expr>,
}

pub(crate) const fn constant(truth: Truth) -> Expr {
    match truth {
        Truth::No => NO,
        Truth::Yes => YES,
        Truth::Unknown => UNKNOWN,
    }
}

impl Exprs {
    pub(crate) fn new() -> Self {
        Self {
            // The three constants differ by number only.
            nodes: vec![Node::Constant, Node::Constant, Node::Constant],
            vars: vec![0, 0, 0],
            numbers: HashMap::new(),
            put_in: HashMap::new(),
        }
    }

    /// The variables it still looks at.
    pub(crate) fn vars(&self, expr: Expr) -> Vars {
        self.vars[expr as usize]
    }

    fn number(&mut self, node: Node) -> Expr {
        if let Some(known) = self.numbers.get(&node) {
            return *known;
        }
        let vars = match &node {
            Node::Constant => 0,
            Node::Table(over, _) => over.iter().fold(0, |set, (var, _)| set | 1 << var),
            Node::Not(part) | Node::Decided(part) => self.vars(*part),
            Node::All(parts) | Node::Any(parts) => {
                parts.iter().fold(0, |set, part| set | self.vars(*part))
            }
        };
        let number = Expr::try_from(self.nodes.len()).unwrap_or(UNKNOWN);
        self.nodes.push(node.clone());
        self.vars.push(vars);
        self.numbers.insert(node, number);
        number
    }

    /// A truth by the states of some variables; each comes with how many states it has.
    pub(crate) fn table(&mut self, over: Vec<(Var, usize)>, truths: Vec<Truth>) -> Expr {
        let codes = truths.into_iter().map(|truth| code(constant(truth)));
        self.coded_table(over, codes.collect())
    }

    fn coded_table(&mut self, over: Vec<(Var, usize)>, truths: Vec<u8>) -> Expr {
        match truths.split_first() {
            Some((first, rest)) if rest.iter().all(|truth| truth == first) => Expr::from(*first),
            Some(_) => self.number(Node::Table(over, truths)),
            None => UNKNOWN,
        }
    }

    pub(crate) fn not(&mut self, part: Expr) -> Expr {
        match part {
            NO => YES,
            YES => NO,
            UNKNOWN => UNKNOWN,
            _ => match self.nodes[part as usize] {
                Node::Not(inner) => inner,
                _ => self.number(Node::Not(part)),
            },
        }
    }

    pub(crate) fn all(&mut self, parts: impl IntoIterator<Item = Expr>) -> Expr {
        match joined(parts, NO, YES) {
            Joined::Is(expr) => expr,
            Joined::Parts(parts) => self.number(Node::All(parts)),
        }
    }

    pub(crate) fn any(&mut self, parts: impl IntoIterator<Item = Expr>) -> Expr {
        match joined(parts, YES, NO) {
            Joined::Is(expr) => expr,
            Joined::Parts(parts) => self.number(Node::Any(parts)),
        }
    }

    /// Yes where it is yes or no, no where it is not known.
    pub(crate) fn decided(&mut self, part: Expr) -> Expr {
        match part {
            NO | YES => YES,
            UNKNOWN => NO,
            _ => self.number(Node::Decided(part)),
        }
    }

    /// Yes where it is yes or not known: what is left to the office counts as reached.
    pub(crate) fn not_excluded(&mut self, part: Expr) -> Expr {
        let undecided = self.decided(part);
        let undecided = self.not(undecided);
        self.any([part, undecided])
    }

    /// What is left when a variable has got its state.
    pub(crate) fn put(&mut self, expr: Expr, var: Var, state: State) -> Expr {
        if self.vars(expr) & (1 << var) == 0 {
            return expr;
        }
        if let Some(known) = self.put_in.get(&(expr, var, state)) {
            return *known;
        }
        let left = match self.nodes[expr as usize].clone() {
            Node::Constant => expr,
            Node::Table(over, truths) => {
                let (rest, truths) = slice(&over, &truths, var, state);
                self.coded_table(rest, truths)
            }
            Node::Not(part) => {
                let part = self.put(part, var, state);
                self.not(part)
            }
            Node::Decided(part) => {
                let part = self.put(part, var, state);
                self.decided(part)
            }
            Node::All(parts) => {
                let parts = self.put_all(&parts, var, state);
                self.all(parts)
            }
            Node::Any(parts) => {
                let parts = self.put_all(&parts, var, state);
                self.any(parts)
            }
        };
        self.put_in.insert((expr, var, state), left);
        left
    }

    fn put_all(&mut self, parts: &[Expr], var: Var, state: State) -> Vec<Expr> {
        parts
            .iter()
            .map(|part| self.put(*part, var, state))
            .collect()
    }
}

fn code(constant: Expr) -> u8 {
    u8::try_from(constant).unwrap_or(2)
}

enum Joined {
    Is(Expr),
    Parts(Vec<Expr>),
}

/// `decisive` settles the whole, `neutral` adds nothing.
fn joined(parts: impl IntoIterator<Item = Expr>, decisive: Expr, neutral: Expr) -> Joined {
    let mut kept: Vec<Expr> = parts.into_iter().filter(|part| *part != neutral).collect();
    if kept.contains(&decisive) {
        return Joined::Is(decisive);
    }
    kept.sort_unstable();
    kept.dedup();
    match kept[..] {
        [] => Joined::Is(neutral),
        [only] => Joined::Is(only),
        _ => Joined::Parts(kept),
    }
}

fn slice(
    over: &[(Var, usize)],
    truths: &[u8],
    var: Var,
    state: State,
) -> (Vec<(Var, usize)>, Vec<u8>) {
    let mut rest = over.to_vec();
    let Some(at) = rest.iter().position(|(one, _)| *one == var) else {
        return (rest, truths.to_vec());
    };
    let (_, states) = rest.remove(at);
    let inner: usize = rest[at..].iter().map(|(_, states)| states).product();
    let block = inner * states;
    let left = truths
        .chunks(block)
        .flat_map(|chunk| {
            let from = inner * state;
            chunk.get(from..from + inner).unwrap_or_default()
        })
        .copied()
        .collect();
    (rest, left)
}
