//! What was found: themes, clusters, and both together.

use super::super::{
    By, Choice, Clusters, Crossing, MapWords, Model, Themes, Together, Uncovered, plural,
};

pub(super) const THEMES: Themes = Themes {
    title: "Themes",
    no_themes: "The codebook has no themes.",
    base: plural(
        "Shares are of the {n} case analysed. A case may carry several themes, so they can add up to more than 100%.",
        "Shares are of the {n} cases analysed. A case may carry several themes, so they can add up to more than 100%.",
    ),
    codebook: " The themes are those of the codebook {name}, version {version}.",
    classifier: " The themes are labels of a classifier that learnt them from labelled cases; the score of a label is how probable it holds it to be.",
    how_to_read: "How to read it: with each share stands its 95% interval (Wilson), the range in which the share would plausibly lie in a large collection of which these cases were a random sample. It does not cover wrong or missed tags.",
    caption: plural(
        "Share of the {n} case that carries each theme",
        "Share of the {n} cases that carry each theme",
    ),
    share_head: "Share and interval",
    meaning: "What each theme means, and where it was found",
    more: plural("{n} case more: see tags.csv.", "{n} cases more: see tags.csv."),
    corrected_heading: "Corrected for errors of the machine",
    corrected: "People judged a sample of these cases. From where they and the machine differ follows which share carries each theme in their judgement; the interval holds 95% and is the wider, the fewer cases were judged.",
    corrected_caption: "Shares as found, and corrected",
    raw_head: "As found",
    corrected_head: "Corrected",
};

pub(super) const BY: By = By {
    title: "Themes by attribute",
    intro: "How often each theme occurs among the cases of each value. An arrow says that the share differs from that of the other values by more than chance easily would: one arrow from an adjusted standardised residual of 2, two from 3.",
    heading: "By {column}",
    base_all: plural(
        "The {n} case has a value in {column}.",
        "All {n} cases have a value in {column}.",
    ),
    base_some: plural(
        "{n} of {all} cases has a value in {column}; the others ({missing}) are left out here.",
        "{n} of {all} cases have a value in {column}; the others ({missing}) are left out here.",
    ),
    caption: "Share of the cases of each value of {column} that carry each theme, and how many these are",
    other: plural("{n} other value", "{n} other values"),
    years: "Years are put together in spans of {n}.",
    no_value: "No case has a value in {column}.",
    none_common: "No value of {column} has {limit} cases or more, so there is nothing to compare.",
    hidden: "A theme with fewer than {limit} cases of a value is hidden there (<{limit}), and so is a value that has fewer than {limit} cases in all.",
    chance: "{marked} of {tested} cells bear arrows; if themes and values had nothing to do with each other, about {expected} would.",
    strongest: "{theme} stands out in {value}: {share} of its cases carry it, {overall} of all.",
    above: "more often",
    far_above: "far more often",
    below: "more rarely",
    far_below: "far more rarely",
    key_above: "more often than elsewhere",
    key_below: "more rarely than elsewhere",
    key_even: "no more than chance",
    too_few: "fewer than {limit}",
};

pub(super) const TOGETHER: Together = Together {
    title: "Themes that go together",
    none: "No two themes share {least} cases or more.",
    intro: "Lift is how many times as often two themes meet in one case as they would if they had nothing to do with each other: 1.0× is chance. The table has the pairs with the highest lift, at most {pairs}, among those that share at least {least} cases; cooccurrence.csv has all.",
    triangle: "Each cell is the lift of a pair of the {n} commonest themes: ▲ above, ▼ below what chance would give, the darker the farther. A dot means that fewer than {least} cases carry both, too few to say.",
    triangle_caption: "Lift of every pair of the commonest themes",
    caption: "Pairs of themes by lift",
    with: "with",
    both: "Cases with both",
    lift: "Lift",
    cell: plural("{n} case", "{n} cases"),
    too_few: "too few",
};

pub(super) const MODEL: Model = Model {
    title: "Labels of the model",
    intro: "Beside the codebook a classifier, which learnt from labelled cases, gave its own labels. They are counted here and stand on the cases, marked as the model's; all other sections speak of the codebook's themes.",
    caption: plural(
        "Share of the {n} case that got each label of the model",
        "Share of the {n} cases that got each label of the model",
    ),
    label: "Label",
    agree: "Of the themes that both know, codebook and model found the same in every case.",
    disagree: plural(
        "Of the themes that both know, codebook and model found another in {n} decision (one theme in one case): in {codebook} only the codebook found the theme, in {model} only the model. Such cases are worth a second look.",
        "Of the themes that both know, codebook and model differ in {n} decisions (one theme in one case): in {codebook} only the codebook found the theme, in {model} only the model. Such cases are worth a second look.",
    ),
    table_caption: "Themes that both know: in how many cases each was found by whom",
    both: "Both",
    only_codebook: "Codebook alone",
    only_model: "Model alone",
    listed: "The cases in which they differ",
    listed_part: "The cases in which they differ (the first {listed}; disagreements.csv has all)",
    case: "Case",
    found_by: "Found by",
    codebook: "codebook",
    model: "model",
    score: "Score",
};

pub(super) const CLUSTERS: Clusters = Clusters {
    title: "Clusters of alike cases",
    none: "There are no clusters: no case has words to compare.",
    intro: "Cases with like words stand together. The words are those that set a cluster apart from the others, as people wrote them: the dark bar is the share of its texts with the word, the light bar that of all other texts. The cases quoted are near its middle and unlike each other.",
    always: "k-means always finds groups, whether or not there are any. Read clusters as a way to sort the pile, and look at how separate and how stable one is before speaking of it as a kind.",
    of_all: "{share} of all",
    numbered: "Cluster {number}: {label}",
    words: "Its words",
    middle: "Near its middle",
    inside: "here",
    outside: "elsewhere",
    clearly: "Clearly apart from the others",
    fairly: "Fairly well apart from the others",
    runs_over: "Runs over into its neighbours",
    hardly: "Hardly apart from its neighbours",
    silhouette: "{words} (silhouette {value})",
    no_silhouette: "How separate it is cannot be estimated",
    found_whole: "found again nearly whole in subsamples",
    found_again: "found again in subsamples",
    changing: "there in subsamples, but who belongs to it changes",
    falls_apart: "falls apart in subsamples, so do not rely on it",
    stability: "{words} (stability {value})",
    no_stability: "how stable it is cannot be estimated",
    accident: "None of its words stands in it more often than chance could have it: it is too small to say what it is about.",
    nearest: "Nearest to it is {cluster} (similarity {similarity}).",
    borderline: plural(
        "{n} case is nearly as near to another cluster.",
        "{n} cases are nearly as near to another cluster.",
    ),
    misfits: plural("{n} case fits no cluster well.", "{n} cases fit no cluster well."),
    tree: "Which clusters are near each other",
    tree_intro: "Were there to be fewer clusters, those that fork farthest to the right would become one first. A fork stands at the mean similarity of the clusters that meet there (1: the same, 0: nothing in common).",
    tree_summary: plural(
        "Tree of {n} cluster; cluster_tree.csv has it as a table",
        "Tree of {n} clusters; cluster_tree.csv has it as a table",
    ),
};

pub(super) const CROSSING: Crossing = Crossing {
    title: "Themes by cluster",
    intro: "Each number is the share of the cluster (column) that carries the theme (row); the stronger its ground, the larger. A dot means none.",
    caption: "Share of each cluster that carries a theme",
};

pub(super) const MAP: MapWords = MapWords {
    title: "Map of the cases",
    intro: "Every mark is a case; cases with like words lie near each other. Many dimensions are pressed into two, so distances are approximate, and neither the directions nor the empty space between groups mean anything by themselves.",
    part: " To keep it readable, one case in {n} is drawn.",
    point: " Point at a mark to read what it is; follow it to the case.",
    summary: "Scatter plot of the cases ({cases}) by cluster ({clusters}); the list below it names the clusters, and map.csv has the coordinates.",
};

pub(super) const CHOICE: Choice = Choice {
    title: "How the number of clusters was chosen",
    given: plural(
        "The number of clusters ({n}) was not chosen by comparison: it was set beforehand, or there were too few cases to compare.",
        "The number of clusters ({n}) was not chosen by comparison: it was set beforehand, or there were too few cases to compare.",
    ),
    chosen: "{k} was chosen, with {figures}.",
    others: " Worth a look as well: {others}.",
    stability_says: " The stability says how alike the clusters are that are found when a fifth of the cases is left out (1: the same each time, 0: nothing in common). Of four clusters or more, the most stable number was taken.",
    silhouette_says: " The silhouette says how much nearer cases are to their own cluster than to the next (1 is the best, 0 means no structure). Where the curve is flat, another number would serve as well.",
    band_says: " The band holds eight of ten of the subsamples: where the bands of two numbers overlap, one is about as good as the other.",
    stability: "stability {value}",
    silhouette: "mean silhouette {value}",
    stability_head: "Stability",
    silhouette_head: "Mean silhouette",
    summary: "{measure} for k from {low} to {high}; chosen: {k}",
    axis: "k, the number of clusters",
    table: "The numbers behind the curve",
    interval: "Eight of ten",
};

pub(super) const UNCOVERED: Uncovered = Uncovered {
    title: "What the codebook leaves open",
    title_labels: "Cases without a label",
    every_label: "Every case got at least one label.",
    intro_labels: plural(
        "{n} of {all} cases ({share}) got no label: for none of them does the model hold a label probable enough.",
        "{n} of {all} cases ({share}) got no label: for none of them does the model hold a label probable enough.",
    ),
    cases_heading: "Cases without a theme",
    every_case: "Every case carries at least one theme.",
    intro: plural(
        "{n} of {all} cases ({share}) carries no theme. That a theme was not found does not prove that a case is not about it: it may speak of it in words that the codebook does not know.",
        "{n} of {all} cases ({share}) carry no theme. That a theme was not found does not prove that a case is not about it: it may speak of it in words that the codebook does not know.",
    ),
    more: plural(
        "{n} case more: in documents.csv its column `themes` is empty.",
        "{n} cases more: in documents.csv their column `themes` is empty.",
    ),
    clusters_heading: "Clusters that hardly any theme covers",
    clusters_intro: "Fewer than a quarter of the cases of these clusters carry a theme: here the codebook may lack one.",
    clusters_caption: "Clusters with few themes",
    without: "Cases without a theme",
    themes_heading: "Themes that no case carries",
    entries_heading: "Entries that prove no theme here",
    entries_intro: plural(
        "{n} of {all} entries in the languages of the cases proves no theme in any case. That is usual where cases are few; in many cases it is a word to reconsider.",
        "{n} of {all} entries in the languages of the cases prove no theme in any case. That is usual where cases are few; in many cases they are words to reconsider.",
    ),
    entries_caption: "Entries in the languages of the cases, by theme; entries.csv has each",
    entries: "Entries",
    unused: "Of these, without effect",
    entries_list: "Entries without effect, by theme",
    languages_heading: "Languages without entries",
};
