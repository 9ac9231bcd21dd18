//! The entries of an archive as the folders in which they stand.

use tapedeck_core::files::{Entry, Fate};

/// A folder, a file, or an archive, which is both.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Branch {
    /// The last part of its path.
    pub(crate) name: String,
    /// All of it.
    pub(crate) path: String,
    /// What became of it. A folder is no entry.
    pub(crate) fate: Option<Fate>,
    pub(crate) branches: Vec<Branch>,
}

/// The tree, in the order of the archive.
pub(crate) fn of(entries: &[Entry]) -> Vec<Branch> {
    let mut tree = Vec::new();
    for entry in entries {
        let mut branches = &mut tree;
        let mut ends = entry.path.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0).peekable();
        let mut from = 0;
        loop {
            let end = ends.next().unwrap_or(entry.path.len());
            let at = place(branches, &entry.path[from..end], &entry.path[..end]);
            if end == entry.path.len() {
                branches[at].fate = Some(entry.fate.clone());
                break;
            }
            branches = &mut branches[at].branches;
            from = end + 1;
        }
    }
    tree
}

/// The place of a branch, which is made if there is none.
fn place(branches: &mut Vec<Branch>, name: &str, path: &str) -> usize {
    // Entries of one folder stand together, mostly.
    let known = branches.iter().rposition(|branch| branch.name == name);
    known.unwrap_or_else(|| {
        branches.push(Branch { name: name.to_string(), path: path.to_string(), fate: None, branches: Vec::new() });
        branches.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(branches: &[Branch]) -> String {
        let one = |branch: &Branch| match (&branch.fate, branch.branches.as_slice()) {
            (None, inner) => format!("{}({})", branch.name, outline(inner)),
            (Some(_), []) => branch.name.clone(),
            (Some(_), inner) => format!("{}!({})", branch.name, outline(inner)),
        };
        branches.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn entries_stand_in_their_folders_and_archives() {
        let of = |paths: &[&str]| {
            let entry = |path: &&str| Entry { path: path.to_string(), fate: Fate::Read(1) };
            super::of(&paths.iter().map(entry).collect::<Vec<_>>())
        };
        for (paths, expected) in [
            (&["a.log"][..], "a.log"),
            (&["var/log/a", "var/log/b", "etc/c", "var/d"], "var(log(a b) d) etc(c)"),
            (&["x.tar", "x.tar/a", "x.tar/b/c"], "x.tar!(a b(c))"),
            (&["/etc/passwd", "../a"], "/etc(passwd) ..(a)"),
            (&["a//b", "a/"], "a(!(b))"),
        ] {
            assert_eq!(outline(&of(paths)), expected, "{paths:?}");
        }
        assert_eq!(of(&["var/log/a"])[0].branches[0].branches[0].path, "var/log/a");
    }
}
