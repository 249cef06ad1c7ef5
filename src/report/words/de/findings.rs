//! What was found: themes, clusters, and both together.

use super::super::{
    By, Choice, Clusters, Crossing, MapWords, Model, Themes, Together, Uncovered, plural,
};

pub(super) const THEMES: Themes = Themes {
    title: "Themen",
    no_themes: "Das Codebuch enthält keine Themen.",
    base: plural(
        "Die Anteile beziehen sich auf {n} ausgewerteten Fall. Ein Fall kann mehrere Themen behandeln, daher können sie zusammen mehr als 100\u{a0}% ergeben.",
        "Die Anteile beziehen sich auf die {n} ausgewerteten Fälle. Ein Fall kann mehrere Themen behandeln, daher können sie zusammen mehr als 100\u{a0}% ergeben.",
    ),
    codebook: " Die Themen sind die des Codebuchs {name}, Version {version}.",
    classifier: " Die Themen sind Etiketten eines Klassifikators, der sie aus bereits etikettierten Fällen gelernt hat; der Wert eines Etiketts gibt an, für wie wahrscheinlich er es hält.",
    how_to_read: "Lesehilfe: Zu jedem Anteil steht sein 95-%-Intervall (Wilson), also der Bereich, in dem der Anteil in einer großen Sammlung, aus der diese Fälle eine Zufallsstichprobe wären, plausiblerweise läge. Falsch vergebene oder übersehene Themen erfasst es nicht.",
    caption: plural(
        "Anteil des Falls ({n}), der das jeweilige Thema behandelt",
        "Anteil der {n} Fälle, die das jeweilige Thema behandeln",
    ),
    share_head: "Anteil und Intervall",
    meaning: "Was jedes Thema bedeutet und wo es gefunden wurde",
    more: plural("{n} weiterer Fall: siehe tags.csv.", "{n} weitere Fälle: siehe tags.csv."),
    corrected_heading: "Um Fehler der Maschine berichtigt",
    corrected: "Menschen haben eine Stichprobe dieser Fälle beurteilt. Aus den Abweichungen zwischen ihnen und der Maschine ergibt sich, welcher Anteil nach ihrem Urteil das jeweilige Thema behandelt; das 95-%-Intervall ist umso breiter, je weniger Fälle beurteilt wurden.",
    corrected_caption: "Gefundene und berichtigte Anteile",
    raw_head: "Gefunden",
    corrected_head: "Berichtigt",
};

pub(super) const BY: By = By {
    title: "Themen nach Merkmalen",
    intro: "Wie häufig jedes Thema unter den Fällen jeder Ausprägung ist. Ein Pfeil besagt, dass der Anteil stärker von dem der übrigen Ausprägungen abweicht, als es durch Zufall leicht geschähe: ein Pfeil ab einem adjustierten standardisierten Residuum von 2, zwei ab 3.",
    heading: "Nach {column}",
    base_all: plural(
        "Der Fall ({n}) hat einen Wert in der Spalte {column}.",
        "Alle {n} Fälle haben einen Wert in der Spalte {column}.",
    ),
    base_some: plural(
        "{n} von {all} Fällen hat einen Wert in der Spalte {column}; die übrigen ({missing}) bleiben hier außer Betracht.",
        "{n} von {all} Fällen haben einen Wert in der Spalte {column}; die übrigen ({missing}) bleiben hier außer Betracht.",
    ),
    caption: "Anteil der Fälle jeder Ausprägung von {column}, die das jeweilige Thema behandeln, und ihre Anzahl",
    other: plural("{n} weitere Ausprägung", "{n} weitere Ausprägungen"),
    years: "Jahre sind zu je {n} zusammengefasst.",
    no_value: "Kein Fall hat einen Wert in der Spalte {column}.",
    none_common: "Keine Ausprägung von {column} hat mindestens {limit} Fälle, daher gibt es nichts zu vergleichen.",
    hidden: "Ein Thema mit weniger als {limit} Fällen einer Ausprägung ist dort verborgen (<{limit}), ebenso eine Ausprägung mit insgesamt weniger als {limit} Fällen.",
    chance: "{marked} von {tested} Zellen tragen Pfeile; hätten Themen und Ausprägungen nichts miteinander zu tun, wären es etwa {expected}.",
    strongest: "{theme} fällt bei {value} auf: {share} der Fälle dort behandeln es, insgesamt {overall}.",
    above: "häufiger",
    far_above: "weit häufiger",
    below: "seltener",
    far_below: "weit seltener",
    key_above: "häufiger als sonst",
    key_below: "seltener als sonst",
    key_even: "nicht mehr als Zufall",
    too_few: "weniger als {limit}",
};

pub(super) const TOGETHER: Together = Together {
    title: "Themen, die zusammen auftreten",
    none: "Keine zwei Themen haben mindestens {least} Fälle gemeinsam.",
    intro: "Das Verhältnis zum Zufall gibt an, wievielmal so oft zwei Themen in einem Fall zusammentreffen, als hätten sie nichts miteinander zu tun: 1,0× entspricht dem Zufall. Die Tabelle zeigt die Paare mit dem höchsten Verhältnis, höchstens {pairs}, unter denen mit mindestens {least} gemeinsamen Fällen; cooccurrence.csv enthält alle.",
    triangle: "Jede Zelle ist das Verhältnis eines Paars der {n} häufigsten Themen: ▲ über, ▼ unter dem, was Zufall ergäbe, je dunkler, desto weiter. Ein Punkt heißt, dass weniger als {least} Fälle beide behandeln, zu wenige für eine Aussage.",
    triangle_caption: "Verhältnis zum Zufall für jedes Paar der häufigsten Themen",
    caption: "Paare von Themen nach ihrem Verhältnis zum Zufall",
    with: "mit",
    both: "Fälle mit beiden",
    lift: "Verhältnis",
    cell: plural("{n} gemeinsamer Fall", "{n} gemeinsame Fälle"),
    too_few: "zu wenige",
};

pub(super) const MODEL: Model = Model {
    title: "Etiketten des Modells",
    intro: "Neben dem Codebuch hat ein Klassifikator, der aus bereits etikettierten Fällen gelernt hat, eigene Etiketten vergeben. Sie sind hier gezählt und stehen, als solche des Modells gekennzeichnet, bei den Fällen; alle anderen Abschnitte handeln von den Themen des Codebuchs.",
    caption: plural(
        "Anteil des Falls ({n}), der das jeweilige Etikett des Modells erhielt",
        "Anteil der {n} Fälle, die das jeweilige Etikett des Modells erhielten",
    ),
    label: "Etikett",
    agree: "Bei den Themen, die beide kennen, fanden Codebuch und Modell in jedem Fall dasselbe.",
    disagree: plural(
        "Bei den Themen, die beide kennen, weichen Codebuch und Modell in {n} Entscheidung (ein Thema in einem Fall) voneinander ab: In {codebook} fand nur das Codebuch das Thema, in {model} nur das Modell. Solche Fälle verdienen einen zweiten Blick.",
        "Bei den Themen, die beide kennen, weichen Codebuch und Modell in {n} Entscheidungen (ein Thema in einem Fall) voneinander ab: In {codebook} fand nur das Codebuch das Thema, in {model} nur das Modell. Solche Fälle verdienen einen zweiten Blick.",
    ),
    table_caption: "Themen, die beide kennen: in wie vielen Fällen wer sie fand",
    both: "Beide",
    only_codebook: "Nur Codebuch",
    only_model: "Nur Modell",
    listed: "Die Fälle, in denen sie abweichen",
    listed_part: "Die Fälle, in denen sie abweichen (die ersten {listed}; disagreements.csv enthält alle)",
    case: "Fall",
    found_by: "Gefunden von",
    codebook: "Codebuch",
    model: "Modell",
    score: "Wert",
};

pub(super) const CLUSTERS: Clusters = Clusters {
    title: "Gruppen ähnlicher Fälle",
    none: "Es gibt keine Gruppen: Kein Fall hat Wörter zum Vergleichen.",
    intro: "Fälle mit ähnlichem Wortschatz stehen beisammen. Die Wörter sind die, die eine Gruppe von den anderen unterscheiden, so wie sie geschrieben wurden: Der dunkle Balken ist der Anteil ihrer Texte mit dem Wort, der helle der aller übrigen Texte. Die genannten Fälle liegen nahe der Mitte und unterscheiden sich voneinander.",
    always: "Das k-Means-Verfahren findet immer Gruppen, ob es welche gibt oder nicht. Nutzen Sie Gruppen zum Sortieren und achten Sie darauf, wie getrennt und wie stabil eine ist, bevor Sie von ihr als einer Art sprechen.",
    of_all: "{share} aller Fälle",
    numbered: "Gruppe {number}: {label}",
    words: "Ihre Wörter",
    middle: "Nahe ihrer Mitte",
    inside: "hier",
    outside: "sonst",
    clearly: "Deutlich von den anderen getrennt",
    fairly: "Recht gut von den anderen getrennt",
    runs_over: "Geht in ihre Nachbarn über",
    hardly: "Kaum von ihren Nachbarn getrennt",
    silhouette: "{words} (Silhouette {value})",
    no_silhouette: "Wie getrennt sie ist, lässt sich nicht schätzen",
    found_whole: "in Teilstichproben fast vollständig wiedergefunden",
    found_again: "in Teilstichproben wiedergefunden",
    changing: "in Teilstichproben vorhanden, aber mit wechselnden Mitgliedern",
    falls_apart: "zerfällt in Teilstichproben, ist also nicht verlässlich",
    stability: "{words} (Stabilität {value})",
    no_stability: "wie stabil sie ist, lässt sich nicht schätzen",
    accident: "Keines ihrer Wörter kommt in ihr häufiger vor, als es der Zufall ergeben könnte: Sie ist zu klein, um zu sagen, wovon sie handelt.",
    nearest: "Am nächsten liegt ihr {cluster} (Ähnlichkeit {similarity}).",
    borderline: plural(
        "{n} Fall liegt einer anderen Gruppe fast ebenso nahe.",
        "{n} Fälle liegen einer anderen Gruppe fast ebenso nahe.",
    ),
    misfits: plural("{n} Fall passt in keine Gruppe gut.", "{n} Fälle passen in keine Gruppe gut."),
    tree: "Welche Gruppen einander nahe sind",
    tree_intro: "Sollten es weniger Gruppen sein, so würden die am weitesten rechts verzweigten zuerst eins. Eine Verzweigung steht bei der mittleren Ähnlichkeit der Gruppen, die sich dort treffen (1: gleich, 0: nichts gemeinsam).",
    tree_summary: plural(
        "Baum von {n} Gruppe; cluster_tree.csv enthält ihn als Tabelle",
        "Baum von {n} Gruppen; cluster_tree.csv enthält ihn als Tabelle",
    ),
};

pub(super) const CROSSING: Crossing = Crossing {
    title: "Themen nach Gruppen",
    intro: "Jede Zahl ist der Anteil der Gruppe (Spalte), der das Thema (Zeile) behandelt; je kräftiger der Grund, desto größer. Ein Punkt heißt keiner.",
    caption: "Anteil jeder Gruppe, der ein Thema behandelt",
};

pub(super) const MAP: MapWords = MapWords {
    title: "Karte der Fälle",
    intro: "Jedes Zeichen ist ein Fall; Fälle mit ähnlichem Wortschatz liegen beieinander. Viele Dimensionen sind auf zwei gedrängt: Abstände sind nur ungefähr, und weder die Richtungen noch der leere Raum zwischen Gruppen bedeuten für sich etwas.",
    part: " Der Lesbarkeit halber ist nur einer von {n} Fällen gezeichnet.",
    point: " Zeigen Sie auf ein Zeichen, um zu lesen, was es ist; folgen Sie ihm zum Fall.",
    summary: "Streudiagramm der Fälle ({cases}) nach Gruppen ({clusters}); die Liste darunter nennt die Gruppen, map.csv enthält die Koordinaten.",
};

pub(super) const CHOICE: Choice = Choice {
    title: "Wie die Anzahl der Gruppen gewählt wurde",
    given: plural(
        "Die Anzahl der Gruppen ({n}) wurde nicht durch Vergleich gewählt: Sie war vorgegeben, oder es gab zu wenige Fälle zum Vergleichen.",
        "Die Anzahl der Gruppen ({n}) wurde nicht durch Vergleich gewählt: Sie war vorgegeben, oder es gab zu wenige Fälle zum Vergleichen.",
    ),
    chosen: "{k} wurde gewählt, mit {figures}.",
    others: " Ebenfalls einen Blick wert: {others}.",
    stability_says: " Die Stabilität gibt an, wie ähnlich die Gruppen ausfallen, wenn ein Fünftel der Fälle fehlt (1: jedes Mal dieselben, 0: nichts gemeinsam). Ab vier Gruppen wurde die stabilste Anzahl genommen.",
    silhouette_says: " Die Silhouette gibt an, wie viel näher Fälle ihrer eigenen Gruppe sind als der nächsten (1 ist das Beste, 0 heißt keine Struktur). Wo die Kurve flach ist, täte es eine andere Anzahl ebenso.",
    band_says: " Das Band umfasst acht von zehn Teilstichproben: Wo sich die Bänder zweier Anzahlen überlappen, ist die eine etwa so gut wie die andere.",
    stability: "einer Stabilität von {value}",
    silhouette: "einer mittleren Silhouette von {value}",
    stability_head: "Stabilität",
    silhouette_head: "Mittlere Silhouette",
    summary: "{measure} für k von {low} bis {high}; gewählt: {k}",
    axis: "k, Anzahl der Gruppen",
    table: "Die Zahlen zur Kurve",
    interval: "Acht von zehn",
};

pub(super) const UNCOVERED: Uncovered = Uncovered {
    title: "Was das Codebuch offenlässt",
    title_labels: "Fälle ohne Etikett",
    every_label: "Jeder Fall erhielt mindestens ein Etikett.",
    intro_labels: plural(
        "{n} von {all} Fällen ({share}) ohne Etikett: Keines hält das Modell für wahrscheinlich genug.",
        "{n} von {all} Fällen ({share}) ohne Etikett: Keines hält das Modell für wahrscheinlich genug.",
    ),
    cases_heading: "Fälle ohne Thema",
    every_case: "Jeder Fall behandelt mindestens ein Thema.",
    intro: plural(
        "{n} von {all} Fällen ({share}) behandelt kein Thema. Dass ein Thema nicht gefunden wurde, beweist nicht, dass ein Fall nicht davon handelt: Er kann davon mit Wörtern sprechen, die das Codebuch nicht kennt.",
        "{n} von {all} Fällen ({share}) behandeln kein Thema. Dass ein Thema nicht gefunden wurde, beweist nicht, dass ein Fall nicht davon handelt: Er kann davon mit Wörtern sprechen, die das Codebuch nicht kennt.",
    ),
    more: plural(
        "{n} weiterer Fall: In documents.csv ist seine Spalte `themes` leer.",
        "{n} weitere Fälle: In documents.csv ist ihre Spalte `themes` leer.",
    ),
    clusters_heading: "Gruppen, die kaum ein Thema abdeckt",
    clusters_intro: "Weniger als ein Viertel der Fälle dieser Gruppen behandelt ein Thema: Hier fehlt dem Codebuch vielleicht eines.",
    clusters_caption: "Gruppen mit wenigen Themen",
    without: "Fälle ohne Thema",
    themes_heading: "Themen, die kein Fall behandelt",
    entries_heading: "Einträge, die hier kein Thema belegen",
    entries_intro: plural(
        "{n} von {all} Einträgen in den Sprachen der Fälle belegt in keinem Fall ein Thema. Bei wenigen Fällen ist das üblich; bei vielen ist es ein Wort, das zu überdenken ist.",
        "{n} von {all} Einträgen in den Sprachen der Fälle belegen in keinem Fall ein Thema. Bei wenigen Fällen ist das üblich; bei vielen sind es Wörter, die zu überdenken sind.",
    ),
    entries_caption: "Einträge in den Sprachen der Fälle, nach Themen; entries.csv enthält sie einzeln",
    entries: "Einträge",
    unused: "Davon wirkungslos",
    entries_list: "Wirkungslose Einträge, nach Themen",
    languages_heading: "Sprachen ohne Einträge",
};
