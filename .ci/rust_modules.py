"""The modules of a Rust crate as its files declare them: what each declares and imports, and where a path leads."""

import re

TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*)
    |(?P<block>/\*)
    |(?P<raw>\b[bc]?r(?P<hashes>\#*)"(?P<raw_text>.*?)"(?P=hashes))
    |(?P<string>[bc]?"(?P<text>(?:\\.|[^"\\])*)")
    |(?P<char>b?'(?:\\.[^']*|[^\\'])')
    |(?P<lifetime>'\w+)
    |(?P<crate>\$crate\b)
    |(?P<variable>\$\w+)
    |(?P<word>(?:r\#)?\w+)
    |(?P<sign>::|.)""",
    re.VERBOSE | re.DOTALL,
)
NAMED_ITEMS = {"fn", "struct", "enum", "union", "trait", "type", "const", "static"}
ITEMS = NAMED_ITEMS | {"mod", "use", "impl", "unsafe", "async", "extern", "macro_rules"}
PROSE = {"doc", "must_use", "deprecated", "diagnostic", "allow", "expect", "warn", "deny"}
CLOSING = {"(": ")", "[": "]", "{": "}"}


def tokens_of(text):
    """The words, signs and strings of Rust source, without comments, characters and lifetimes."""
    tokens, at = [], 0
    while at < len(text):
        found = TOKEN.match(text, at)
        at = found.end()
        if found["block"]:
            depth = 1
            while depth:
                mark = re.compile(r"/\*|\*/").search(text, at)
                depth += 1 if mark[0] == "/*" else -1
                at = mark.end()
        elif found["crate"]:
            tokens.append("crate")
        elif found["variable"]:
            tokens.append("$")  # a macro's variable
        elif found["string"] or found["raw"]:
            tokens.append(f'"{found["text"] or found["raw_text"] or ""}"')
        elif found["word"] or found["sign"]:
            tokens.append(found[0].removeprefix("r#"))
    return tokens


def end_of_group(tokens, at):
    """The index after the bracket that closes the one at `at`."""
    depth = 0
    while at < len(tokens):
        depth += (tokens[at] in CLOSING) - (tokens[at] in CLOSING.values())
        at += 1
        if depth == 0:
            break
    return at


def end_of_item(tokens, at):
    """The index after the item, statement, field or match arm at `at`, which may have attributes."""
    while tokens[at] == "#":
        at = end_of_group(tokens, at + 1)
    if tokens[at] == "pub":
        at = end_of_group(tokens, at + 1) if tokens[at + 1] == "(" else at + 1
    words = tokens[at : at + 5]
    simple = words[0] not in ITEMS or words[1] == ":"
    ends_in_brace = words[0] not in {"use", "const", "static", "type"} or "fn" in words or words[1] == "{"
    while at < len(tokens):
        token = tokens[at]
        if token in CLOSING.values():
            return at
        if token == ";" or (simple and token == ","):
            return at + 1
        at = end_of_group(tokens, at) if token in CLOSING else at + 1
        if token == "{" and ends_in_brace:
            return at
    return at


def only_in_tests(attribute):
    """Whether `# [ ... ]` leaves its item to tests: `test`, or a `cfg` that is false where `test` is."""
    inner = attribute[2:-1]
    if inner == ["test"]:
        return True
    if inner[:2] != ["cfg", "("]:
        return False

    def value(at):  # None where it depends on something else; and the index after it
        name, after = inner[at], at + 1
        if after < len(inner) and inner[after] == "(":
            values, at = [], after + 1
            while inner[at] != ")":
                one, at = value(at)
                values.append(one)
                at += inner[at] == ","
            if name == "not":
                return (None if values[0] is None else not values[0]), at + 1
            decides = name == "any"
            known = [one for one in values if one is not None]
            if decides in known:
                return decides, at + 1
            return (not decides if len(known) == len(values) else None), at + 1
        if inner[after : after + 1] == ["="]:
            after += 2
        return (False if name == "test" else None), after

    return value(2)[0] is False


class Module:
    """One module: what it declares, what it imports and which paths it names.

    A name may stand for several modules or imports: under different `cfg`s, or in different functions.
    """

    def __init__(self, name, file, folder, parent):
        self.name, self.file, self.folder, self.parent = name, file, folder, parent
        self.root = parent.root if parent else self
        self.children, self.bindings, self.globs = {}, {}, []
        self.items, self.macros, self.exported = set(), set(), {}
        self.paths, self.words, self.attribute_paths = [], set(), []
        if parent is None:
            self.files, self.unreadable = set(), []

    def room(self):
        if self.parent is None:
            return None
        return self.parent.room() or self.name

    def is_within(self, other):
        return self is other or (self.parent is not None and self.parent.is_within(other))

    def everything(self):
        yield self
        for children in self.children.values():
            for child in children:
                yield from child.everything()

    def refuse(self, what):
        """Remembers what could hide imports from a reader of text."""
        self.root.unreadable.append((self.file, what))

    def read_body(self, tokens, at, end):
        depth, attributes, public = 0, [], False
        while at < end:
            token = tokens[at]
            if token == "#" and (tokens[at + 1 : at + 2] == ["["] or tokens[at + 1 : at + 3] == ["!", "["]):
                inner = tokens[at + 1] == "!"
                after = end_of_group(tokens, at + 1 + inner)
                attribute = ["#"] + tokens[at + 1 + inner : after]
                if only_in_tests(attribute):
                    if inner:
                        return
                    attributes, after = [], end_of_item(tokens, at)
                else:
                    attributes.append(attribute)
                    self.read_attribute(attribute)
                at = after
                continue
            if token == "pub":
                public, at = True, at + 1
                if tokens[at] == "(" and tokens[at + 1] in ("crate", "super", "self", "in"):
                    at = end_of_group(tokens, at)
                continue
            before = tokens[at - 1] if at and tokens[at - 2 : at] != [".", "."] else ""  # `..` is no field's dot
            if token == "use" and before not in (".", "::") and tokens[at + 1] != "<":
                at = self.read_use(tokens, at + 1, public)
            elif token == "mod" and re.match(r"\w", tokens[at + 1]) and tokens[at + 2] in (";", "{"):
                at = self.read_mod(tokens, at + 1, attributes)
            elif token in ("mod", "extern") and tokens[at + 1 : at + 3] in (["$", ";"], ["crate", "self"]):
                self.refuse("`mod $name;`" if token == "mod" else "`extern crate self`")
                at += 3
            elif token == "macro_rules" and tokens[at + 1] == "!":
                name, at = tokens[at + 2], at + 3
                self.macros.add(name)
                if self.root is not self and any("macro_export" in attribute for attribute in attributes):
                    self.root.exported.setdefault(name, []).append(self)
                else:
                    self.items.add(name)
            else:
                if token in NAMED_ITEMS and depth == 0 and re.match(r"[^\W\d]", tokens[at + 1]):
                    self.items.add(tokens[at + 1])
                depth += (token == "{") - (token == "}")
                at = self.read_path(tokens, at, before)
            attributes, public = [], False

    def read_attribute(self, attribute):
        """The paths of an attribute, in its strings too unless they are prose: `serde(with = "crate::x")`."""
        if attribute[2] not in PROSE:
            text = " ".join(token.strip('"') for token in attribute)
            paths = re.findall(r"\w+(?:\s*::\s*[\w$]+)+", text)
            self.attribute_paths += [re.split(r"\s*::\s*", path) for path in paths]

    def read_mod(self, tokens, at, attributes):
        name, inline = tokens[at], tokens[at + 1] == "{"
        if any(attribute[2] == "cfg_attr" and "path =" in " ".join(attribute) for attribute in attributes):
            self.refuse(f"`#[cfg_attr(.., path = ..)] mod {name}`")
        paths = [attribute[4].strip('"') for attribute in attributes if attribute[2:4] == ["path", "="]]
        in_file = self.parent is None or self.parent.file != self.file
        path = ((self.file.parent if in_file else self.folder) / paths[0]).resolve() if paths else None
        if inline:
            child = Module(name, self.file, path or self.folder / name, self)
            after = end_of_group(tokens, at + 1)
            child.read_body(tokens, at + 2, after - 1)
        else:
            file = path or self.folder / f"{name}.rs"
            child = load(name, file, path.parent if path else self.folder / name, self)
            after = at + 2
        self.children.setdefault(name, []).append(child)
        return after

    def read_use(self, tokens, at, public):
        end = tokens.index(";", at)
        if tokens[at] != "::":
            self.read_tree(tokens, at, end, [], public)
        return end + 1

    def read_tree(self, tokens, at, end, start, public):
        """One tree of a `use` declaration; returns the index of what follows it."""
        path = list(start)
        while at < end:
            token = tokens[at]
            if token == "::":
                at += 1
            elif token == "{":
                at += 1
                while tokens[at] != "}":
                    at = self.read_tree(tokens, at, end, path, public)
                    at += tokens[at] == ","
                return at + 1
            elif token == "*":
                self.globs.append((path, public))
                return at + 1
            elif token in (",", "}"):
                break
            elif token == "as":
                self.bind(tokens[at + 1], path, public)
                return at + 2
            else:
                path.append(token)
                at += 1
        if path:
            self.bind(None, path, public)
        return at

    def bind(self, name, path, public):
        if path[-1] == "self" and len(path) > 1:
            path = path[:-1]
        if path[-1] == "include" and path[0] in ("core", "std"):
            self.refuse("`include!`")
        name = "_ " if name == "_" else name or path[-1]  # no word is `_ `
        self.bindings.setdefault(name, []).append((path, public))

    def read_path(self, tokens, at, before):
        """A path or a single word; returns the index of what follows."""
        first = at
        if not re.match(r"[^\W\d]", tokens[at]):
            return at + 1
        path, at = [tokens[at]], at + 1
        while tokens[at : at + 1] == ["::"] and re.match(r"[^\W\d]", (tokens[at + 1 : at + 2] or [""])[0]):
            path.append(tokens[at + 1])
            at += 2
        if path[-1] == "include" and tokens[at : at + 1] == ["!"] and tokens[at + 1] in CLOSING:
            self.refuse("`include!`")
        if path in (["crate"], ["super"]) and before != "extern" and tokens[at : at + 1] != ["::"]:
            self.refuse(f"`{path[0]}` as an argument of a macro")
        if tokens[at : at + 2] == ["::", "$"]:
            path.append("$")
        if before not in (".", "::", "fn"):
            self.words.add(path[0])
            if len(path) > 1 or tokens[first + 1 : first + 2] in (["!"], ["::"]):
                self.paths.append(path)
        return at


def load(name, file, folder, parent):
    module = Module(name, file, folder, parent)
    if file in module.root.files:
        module.refuse("a file of two modules")
    module.root.files.add(file)
    tokens = tokens_of(file.read_text())
    module.read_body(tokens, 0, len(tokens))
    return module


def lookup(module, name, origin, seen):
    """What `name` is in `module`, seen from `origin`: modules, and pairs of a module and an item."""
    children = module.children.get(name, [])
    if (module, name) in seen:
        return children  # `x` in `mod x; pub use x::x;`
    seen = seen | {(module, name)}
    found = children + [(where, name) for where in module.exported.get(name, [])]
    if name in module.items:
        found.append((module, name))
    targets = [target for path, _ in module.bindings.get(name, []) for target in resolve(module, path, module, seen)]
    if not found and name not in module.bindings:
        for place in globbed(module, seen):
            targets += lookup(place, name, origin, seen)
    return found + [through(module, name, target, origin) for target in targets]


def globbed(module, seen=frozenset()):
    """The modules whose names the globs of `module` import."""
    targets = [target for path, _ in module.globs for target in resolve(module, path, module, seen)]
    return [target for target in targets if isinstance(target, Module)]


def names_of(module, seen=frozenset()):
    """The names that a glob of `module` imports."""
    names = module.items | module.bindings.keys() | module.exported.keys()
    for place in globbed(module):
        if place not in seen:
            names |= names_of(place, seen | {module})
    return names


def through(module, name, target, origin):
    """A re-export leads to what is defined below it; from below it, to what it imports; else it stands for itself."""
    place = target if isinstance(target, Module) else target[0]
    return target if place.is_within(module) or origin.is_within(module) else (module, name)


def step(module, name, origin, seen=frozenset()):
    """As `lookup`; a name that is not found, or leads to another crate, belongs to `module`."""
    return lookup(module, name, origin, seen) or [(module, name)]


def resolve(module, path, origin, seen=frozenset()):
    """What a path in `module` leads to: modules, and pairs of a module and an item; nothing for other crates."""
    at, here = 0, None
    while at < len(path) and path[at] in ("crate", "self", "super"):
        here = module.root if path[at] == "crate" else here or module
        here = here.parent if path[at] == "super" and here.parent else here
        at += 1
    places = [here]
    if here is None:
        first, at = step(module, path[0], origin, seen), 1
        places = [place for place in first if isinstance(place, Module) or place[0] is not module]
    for name in path[at:]:
        steps = [step(place, name, origin, seen) if isinstance(place, Module) else [place] for place in places]
        places = [place for found in steps for place in found]
    return places
