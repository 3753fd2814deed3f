//! The sequences of the keys of seven terminals, without their Esc: from the terminfo entries `xterm`, `rxvt`, `linux`, `screen`,
//! `tmux`, `kitty` and `putty` of ncurses 6.4 (`infocmp -1x NAME`, every capability that begins with `k` but `kmous`), and what
//! terminfo has no names for: CSI u (kitty's protocol, xterm's `modifyOtherKeys`).

/// As `infocmp -1x xterm` says.
const XTERM: &str = "\
    OA OB OC OD OE OF OH OM OP OQ OR OS Oj Ok Ol Om On Oo Op Oq Or Os Ot Ou Ov Ow Ox Oy [15;2~ [15;3~ [15;5~ [15;6~ [15~ \
    [17;2~ [17;3~ [17;5~ [17;6~ [17~ [18;2~ [18;3~ [18;5~ [18;6~ [18~ [19;2~ [19;3~ [19;5~ [19;6~ [19~ [1;2A [1;2B [1;2C \
    [1;2D [1;2F [1;2H [1;2P [1;2Q [1;2R [1;2S [1;3A [1;3B [1;3C [1;3D [1;3F [1;3H [1;3P [1;3Q [1;3R [1;3S [1;4A [1;4B [1;4C \
    [1;4D [1;4F [1;4H [1;4P [1;4Q [1;4R [1;5A [1;5B [1;5C [1;5D [1;5F [1;5H [1;5P [1;5Q [1;5R [1;5S [1;6A [1;6B [1;6C [1;6D \
    [1;6F [1;6H [1;6P [1;6Q [1;6R [1;6S [1;7A [1;7B [1;7C [1;7D [1;7F [1;7H [20;2~ [20;3~ [20;5~ [20;6~ [20~ [21;2~ [21;3~ \
    [21;5~ [21;6~ [21~ [23;2~ [23;3~ [23;5~ [23;6~ [23~ [24;2~ [24;3~ [24;5~ [24;6~ [24~ [2;2~ [2;3~ [2;4~ [2;5~ [2;6~ [2;7~ \
    [2~ [3;2~ [3;3~ [3;4~ [3;5~ [3;6~ [3;7~ [3~ [5;2~ [5;3~ [5;4~ [5;5~ [5;6~ [5;7~ [5~ [6;2~ [6;3~ [6;4~ [6;5~ [6;6~ [6;7~ \
    [6~ [Z";

/// As `infocmp -1x rxvt` says.
const RXVT: &str = "\
    OA OB OC OD OM Oa Ob Oc Od Oq Or Os Ot Ou Ov Ow Ox Oy [11^ [11~ [12^ [12~ [13^ [13~ [14^ [14~ [15^ [15~ [17^ [17~ [18^ \
    [18~ [19^ [19~ [1~ [20^ [20~ [21^ [21~ [23$ [23@ [23^ [23~ [24$ [24@ [24^ [24~ [25^ [25~ [26^ [26~ [28^ [28~ [29^ [29~ \
    [2~ [3$ [31^ [31~ [32^ [32~ [33^ [33~ [34^ [34~ [3~ [4~ [5$ [5~ [6$ [6~ [7$ [7~ [8$ [8^ [8~ [A [B [C [D [Z [a [b [c [d";

/// As `infocmp -1x linux` says.
const LINUX: &str = "\
    TAB [17~ [18~ [19~ [1~ [20~ [21~ [23~ [24~ [25~ [26~ [28~ [29~ [2~ [31~ [32~ [33~ [34~ [3~ [4~ [5~ [6~ [A [B [C [D [G [Z \
    [[A [[B [[C [[D [[E";

/// As `infocmp -1x screen` says.
const SCREEN: &str = "\
    OA OB OC OD OP OQ OR OS [15~ [17~ [18~ [19~ [1~ [20~ [21~ [23~ [24~ [2~ [3~ [4~ [5~ [6~ [Z";

/// As `infocmp -1x tmux` says.
const TMUX: &str = "\
    OA OB OC OD OP OQ OR OS [15;2~ [15;3~ [15;5~ [15;6~ [15~ [17;2~ [17;3~ [17;5~ [17;6~ [17~ [18;2~ [18;3~ [18;5~ [18;6~ \
    [18~ [19;2~ [19;3~ [19;5~ [19;6~ [19~ [1;2A [1;2B [1;2C [1;2D [1;2F [1;2H [1;2P [1;2Q [1;2R [1;2S [1;3A [1;3B [1;3C \
    [1;3D [1;3F [1;3H [1;3P [1;3Q [1;3R [1;3S [1;4A [1;4B [1;4C [1;4D [1;4F [1;4H [1;4P [1;4Q [1;4R [1;5A [1;5B [1;5C [1;5D \
    [1;5F [1;5H [1;5P [1;5Q [1;5R [1;5S [1;6A [1;6B [1;6C [1;6D [1;6F [1;6H [1;6P [1;6Q [1;6R [1;6S [1;7A [1;7B [1;7C [1;7D \
    [1;7F [1;7H [1~ [20;2~ [20;3~ [20;5~ [20;6~ [20~ [21;2~ [21;3~ [21;5~ [21;6~ [21~ [23;2~ [23;3~ [23;5~ [23;6~ [23~ \
    [24;2~ [24;3~ [24;5~ [24;6~ [24~ [2;2~ [2;3~ [2;4~ [2;5~ [2;6~ [2;7~ [2~ [3;2~ [3;3~ [3;4~ [3;5~ [3;6~ [3;7~ [3~ [4~ \
    [5;2~ [5;3~ [5;4~ [5;5~ [5;6~ [5;7~ [5~ [6;2~ [6;3~ [6;4~ [6;5~ [6;6~ [6;7~ [6~ [Z";

/// As `infocmp -1x kitty` says.
const KITTY: &str = "\
    OA OB OC OD OE OF OH OP OQ OR OS [15;2~ [15;3~ [15;5~ [15;6~ [15~ [17;2~ [17;3~ [17;5~ [17;6~ [17~ [18;2~ [18;3~ [18;5~ \
    [18;6~ [18~ [19;2~ [19;3~ [19;5~ [19;6~ [19~ [1;2A [1;2B [1;2C [1;2D [1;2E [1;2F [1;2H [1;2P [1;2Q [1;2R [1;2S [1;3A \
    [1;3B [1;3C [1;3D [1;3F [1;3H [1;3P [1;3Q [1;3R [1;3S [1;4A [1;4B [1;4C [1;4D [1;4F [1;4H [1;4P [1;4Q [1;4R [1;5A [1;5B \
    [1;5C [1;5D [1;5F [1;5H [1;5P [1;5Q [1;5R [1;5S [1;6A [1;6B [1;6C [1;6D [1;6F [1;6H [1;6P [1;6Q [1;6R [1;6S [1;7A [1;7B \
    [1;7C [1;7D [1;7F [1;7H [20;2~ [20;3~ [20;5~ [20;6~ [20~ [21;2~ [21;3~ [21;5~ [21;6~ [21~ [23;2~ [23;3~ [23;5~ [23;6~ \
    [23~ [24;2~ [24;3~ [24;5~ [24;6~ [24~ [2;2~ [2;3~ [2;4~ [2;5~ [2;6~ [2;7~ [2~ [3;2~ [3;3~ [3;4~ [3;5~ [3;6~ [3;7~ [3~ \
    [5;2~ [5;3~ [5;4~ [5;5~ [5;6~ [5;7~ [5~ [6;2~ [6;3~ [6;4~ [6;5~ [6;6~ [6;7~ [6~ [Z";

/// As `infocmp -1x putty` says.
const PUTTY: &str = "\
    OA OB OC OD OM OP OQ OR OS Ol On Op Oq Or Os Ot Ou Ov Ow Ox Oy [11~ [12~ [13~ [14~ [15~ [17~ [18~ [19~ [1~ [20~ [21~ \
    [23~ [24~ [25~ [26~ [28~ [29~ [2~ [31~ [32~ [33~ [34~ [3~ [4~ [5~ [6~ [A [B [Z";

/// Keys by their code point, with what is held: xterm's `formatOtherKeys` in both forms, and kitty's protocol with its parts.
const CODES: &str = "\
    [97;5u [97;6u [105;5u [109;5u [13u [13;2u [13;5u [9;2u [9;5u [127;3u [32;5u [106;3u [57417u [57421;5u \
    [57404u [57376u [57441;2u [1;1:1A [1;5:2D [3;5:3~ [27;5;105~ [27;6;65~ [27;2;9~ [27;5;13~ [27;3;68~";

/// Every sequence, once, without its Esc.
pub fn all() -> Vec<Vec<u8>> {
    let each = [XTERM, RXVT, LINUX, SCREEN, TMUX, KITTY, PUTTY, CODES].into_iter().flat_map(str::split_whitespace);
    let all: std::collections::BTreeSet<Vec<u8>> = each.map(|written| written.replace("TAB", "\t").into_bytes()).collect();
    all.into_iter().collect()
}
