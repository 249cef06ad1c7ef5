//! What was found: themes, clusters, and both together.

use super::super::{
    By, Choice, Clusters, Crossing, MapWords, Model, Themes, Together, Uncovered, plural,
};

pub(super) const THEMES: Themes = Themes {
    title: "Thèmes",
    no_themes: "La grille ne contient aucun thème.",
    base: plural(
        "Les parts portent sur {n} cas analysé. Un cas peut aborder plusieurs thèmes\u{a0}: leur somme peut dépasser 100\u{a0}%.",
        "Les parts portent sur les {n} cas analysés. Un cas peut aborder plusieurs thèmes\u{a0}: leur somme peut dépasser 100\u{a0}%.",
    ),
    codebook: " Les thèmes sont ceux de la grille {name}, version {version}.",
    classifier: " Les thèmes sont les étiquettes d’un modèle de classement, apprises de cas déjà étiquetés\u{a0}; le score d’une étiquette est la probabilité que le modèle lui attribue.",
    how_to_read: "Lecture\u{a0}: chaque part est donnée avec son intervalle à 95\u{a0}% (Wilson), c’est-à-dire la plage où elle se situerait vraisemblablement dans un vaste ensemble dont ces cas seraient un échantillon aléatoire. Il ne couvre pas les thèmes attribués à tort ou manqués.",
    caption: plural(
        "Part du cas ({n}) qui aborde chaque thème",
        "Part des {n} cas qui abordent chaque thème",
    ),
    share_head: "Part et intervalle",
    meaning: "Ce que recouvre chaque thème et où il a été trouvé",
    more: plural("{n} autre cas\u{a0}: voir tags.csv.", "{n} autres cas\u{a0}: voir tags.csv."),
    corrected_heading: "Parts corrigées des erreurs de la machine",
    corrected: "Des personnes ont jugé un échantillon de ces cas. Là où leur jugement diffère de celui de la machine, on en déduit la part de cas qui abordent chaque thème selon elles\u{a0}; l’intervalle à 95\u{a0}% est d’autant plus large que peu de cas ont été jugés.",
    corrected_caption: "Parts trouvées et parts corrigées",
    raw_head: "Part trouvée",
    corrected_head: "Part corrigée",
};

pub(super) const BY: By = By {
    title: "Thèmes selon les attributs",
    intro: "Fréquence de chaque thème parmi les cas de chaque valeur. Une flèche indique que la part s’écarte de celle des autres valeurs plus que le hasard ne le ferait aisément\u{a0}: une flèche à partir d’un résidu standardisé ajusté de 2, deux à partir de 3.",
    heading: "Selon {column}",
    base_all: plural(
        "Le cas ({n}) a une valeur dans la colonne {column}.",
        "Les {n} cas ont tous une valeur dans la colonne {column}.",
    ),
    base_some: plural(
        "{n} cas sur {all} a une valeur dans la colonne {column}\u{a0}; les autres ({missing}) ne sont pas comptés ici.",
        "{n} cas sur {all} ont une valeur dans la colonne {column}\u{a0}; les autres ({missing}) ne sont pas comptés ici.",
    ),
    caption: "Part des cas de chaque valeur de {column} qui abordent chaque thème, et leur nombre",
    other: plural("{n} autre valeur", "{n} autres valeurs"),
    years: "Les années sont réunies par tranches de {n}.",
    no_value: "Aucun cas n’a de valeur dans la colonne {column}.",
    none_common: "Aucune valeur de {column} ne compte au moins {limit} cas\u{a0}: il n’y a rien à comparer.",
    hidden: "Un thème présent dans moins de {limit} cas d’une valeur y est masqué (<{limit}), de même qu’une valeur de moins de {limit} cas en tout.",
    chance: "{marked} cellules sur {tested} portent une flèche\u{a0}; si thèmes et valeurs étaient sans rapport, il y en aurait environ {expected}.",
    strongest: "{theme} ressort pour {value}\u{a0}: {share} de ses cas l’abordent, contre {overall} de l’ensemble.",
    above: "plus souvent",
    far_above: "bien plus souvent",
    below: "plus rarement",
    far_below: "bien plus rarement",
    key_above: "plus souvent qu’ailleurs",
    key_below: "plus rarement qu’ailleurs",
    key_even: "pas plus que le hasard",
    too_few: "moins de {limit}",
};

pub(super) const TOGETHER: Together = Together {
    title: "Thèmes qui vont ensemble",
    none: "Il n’y a pas deux thèmes qui partagent au moins {least} cas.",
    intro: "Le rapport au hasard dit combien de fois plus souvent deux thèmes se rencontrent dans un même cas que s’ils étaient sans lien\u{a0}: 1,0× correspond au hasard. Le tableau donne les paires au rapport le plus élevé, {pairs} au plus, parmi celles qui partagent au moins {least} cas\u{a0}; cooccurrence.csv les contient toutes.",
    triangle: "Chaque cellule donne le rapport au hasard d’une paire parmi les {n} thèmes les plus fréquents\u{a0}: ▲ au-dessus, ▼ au-dessous du hasard, d’autant plus foncé que l’écart est grand. Un point\u{a0}: moins de {least} cas abordent les deux, trop peu pour conclure.",
    triangle_caption: "Rapport au hasard de chaque paire de thèmes fréquents",
    caption: "Paires de thèmes selon leur rapport au hasard",
    with: "avec",
    both: "Cas communs",
    lift: "Rapport",
    cell: plural("{n} cas commun", "{n} cas communs"),
    too_few: "trop peu de cas",
};

pub(super) const MODEL: Model = Model {
    title: "Étiquettes du modèle",
    intro: "À côté de la grille, un modèle de classement, qui a appris de cas déjà étiquetés, a attribué ses propres étiquettes. Elles sont comptées ici et figurent sur les cas, signalées comme venant du modèle\u{a0}; toutes les autres sections portent sur les thèmes de la grille.",
    caption: plural(
        "Part du cas ({n}) qui a reçu chaque étiquette du modèle",
        "Part des {n} cas qui ont reçu chaque étiquette du modèle",
    ),
    label: "Étiquette",
    agree: "Pour les thèmes connus des deux, la grille et le modèle ont trouvé la même chose dans chaque cas.",
    disagree: plural(
        "Pour les thèmes connus des deux, la grille et le modèle divergent sur {n} décision (un thème dans un cas)\u{a0}: {codebook} où seule la grille a trouvé le thème, {model} où seul le modèle l’a trouvé. Ces cas méritent un second regard.",
        "Pour les thèmes connus des deux, la grille et le modèle divergent sur {n} décisions (un thème dans un cas)\u{a0}: {codebook} où seule la grille a trouvé le thème, {model} où seul le modèle l’a trouvé. Ces cas méritent un second regard.",
    ),
    table_caption: "Thèmes connus des deux\u{a0}: dans combien de cas chacun a été trouvé, et par qui",
    both: "Les deux",
    only_codebook: "Grille seule",
    only_model: "Modèle seul",
    listed: "Les cas où ils divergent",
    listed_part: "Les cas où ils divergent (les {listed} premiers\u{a0}; disagreements.csv les contient tous)",
    case: "Intitulé du cas",
    found_by: "Trouvé par",
    codebook: "la grille",
    model: "le modèle",
    score: "Valeur du score",
};

pub(super) const CLUSTERS: Clusters = Clusters {
    title: "Groupes de cas semblables",
    none: "Il n’y a pas de groupes\u{a0}: aucun cas n’a de mots à comparer.",
    intro: "Les cas au vocabulaire proche sont réunis. Les mots indiqués sont ceux qui distinguent un groupe des autres, tels qu’ils ont été écrits\u{a0}: la barre foncée donne la part de ses textes qui contiennent le mot, la barre claire celle de tous les autres textes. Les cas cités sont proches du centre du groupe et différents entre eux.",
    always: "La méthode des k-moyennes trouve toujours des groupes, qu’il y en ait ou non. Ces groupes servent à trier\u{a0}; avant de parler d’une catégorie, regardez à quel point le groupe est distinct et stable.",
    of_all: "{share} de l’ensemble",
    numbered: "Groupe {number}\u{a0}: {label}",
    words: "Ses mots",
    middle: "Au centre du groupe",
    inside: "ici",
    outside: "ailleurs",
    clearly: "Nettement distinct des autres",
    fairly: "Assez distinct des autres",
    runs_over: "Déborde sur ses voisins",
    hardly: "À peine distinct de ses voisins",
    silhouette: "{words} (silhouette {value})",
    no_silhouette: "Sa distinction ne peut être estimée",
    found_whole: "retrouvé presque en entier dans les sous-échantillons",
    found_again: "retrouvé dans les sous-échantillons",
    changing: "présent dans les sous-échantillons, mais ses membres changent",
    falls_apart: "se défait dans les sous-échantillons\u{a0}: ne pas s’y fier",
    stability: "{words} (stabilité {value})",
    no_stability: "sa stabilité ne peut être estimée",
    accident: "Aucun de ses mots n’y est plus fréquent que ne le voudrait le hasard\u{a0}: il est trop petit pour dire de quoi il parle.",
    nearest: "Le plus proche est {cluster} (similarité {similarity}).",
    borderline: plural(
        "{n} cas est presque aussi proche d’un autre groupe.",
        "{n} cas sont presque aussi proches d’un autre groupe.",
    ),
    misfits: plural(
        "{n} cas n’entre bien dans aucun groupe.",
        "{n} cas n’entrent bien dans aucun groupe.",
    ),
    tree: "Quels groupes sont proches",
    tree_intro: "S’il fallait moins de groupes, ceux dont la fourche est le plus à droite seraient réunis les premiers. Une fourche se place à la similarité moyenne des groupes qui s’y rejoignent (1\u{a0}: identiques, 0\u{a0}: rien en commun).",
    tree_summary: plural(
        "Arbre de {n} groupe\u{a0}; cluster_tree.csv le donne en tableau",
        "Arbre de {n} groupes\u{a0}; cluster_tree.csv le donne en tableau",
    ),
};

pub(super) const CROSSING: Crossing = Crossing {
    title: "Thèmes par groupe",
    intro: "Chaque nombre est la part du groupe (colonne) qui aborde le thème (ligne)\u{a0}; plus le fond est soutenu, plus elle est grande. Un point signifie aucun.",
    caption: "Part de chaque groupe qui aborde un thème",
};

pub(super) const MAP: MapWords = MapWords {
    title: "Carte des cas",
    intro: "Chaque marque est un cas\u{a0}; les cas au vocabulaire proche sont voisins. De nombreuses dimensions sont ramenées à deux\u{a0}: les distances sont approximatives, et ni les directions ni les vides entre les groupes n’ont de sens en eux-mêmes.",
    part: " Pour rester lisible, la carte ne montre qu’un cas sur {n}.",
    point: " Pointez une marque pour savoir de quel cas il s’agit\u{a0}; suivez-la pour l’ouvrir.",
    summary: "Nuage de points des cas ({cases}) par groupe ({clusters})\u{a0}; la liste au-dessous nomme les groupes et map.csv contient les coordonnées.",
};

pub(super) const CHOICE: Choice = Choice {
    title: "Comment le nombre de groupes a été choisi",
    given: plural(
        "Le nombre de groupes ({n}) n’a pas été choisi par comparaison\u{a0}: il était fixé d’avance, ou il y avait trop peu de cas à comparer.",
        "Le nombre de groupes ({n}) n’a pas été choisi par comparaison\u{a0}: il était fixé d’avance, ou il y avait trop peu de cas à comparer.",
    ),
    chosen: "{k} a été retenu, avec {figures}.",
    others: " Autres nombres dignes d’intérêt\u{a0}: {others}.",
    stability_says: " La stabilité dit à quel point les groupes se ressemblent quand on retire un cinquième des cas (1\u{a0}: toujours les mêmes, 0\u{a0}: rien en commun). À partir de quatre groupes, le nombre le plus stable a été pris.",
    silhouette_says: " La silhouette dit à quel point les cas sont plus proches de leur groupe que du suivant (1 est le mieux, 0 signifie aucune structure). Là où la courbe est plate, un autre nombre conviendrait aussi bien.",
    band_says: " La bande contient huit sous-échantillons sur dix\u{a0}: là où les bandes de deux nombres se recouvrent, l’un vaut à peu près l’autre.",
    stability: "une stabilité de {value}",
    silhouette: "une silhouette moyenne de {value}",
    stability_head: "Stabilité",
    silhouette_head: "Silhouette moyenne",
    summary: "{measure} pour k de {low} à {high}\u{a0}; retenu\u{a0}: {k}",
    axis: "k, nombre de groupes",
    table: "Les nombres derrière la courbe",
    interval: "Huit sur dix",
};

pub(super) const UNCOVERED: Uncovered = Uncovered {
    title: "Ce que la grille laisse de côté",
    title_labels: "Cas sans étiquette",
    every_label: "Chaque cas a reçu au moins une étiquette.",
    intro_labels: plural(
        "{n} cas sur {all} ({share}) sans étiquette\u{a0}: le modèle n’en tient aucune pour assez probable.",
        "{n} cas sur {all} ({share}) sans étiquette\u{a0}: le modèle n’en tient aucune pour assez probable.",
    ),
    cases_heading: "Cas sans thème",
    every_case: "Chaque cas aborde au moins un thème.",
    intro: plural(
        "{n} cas sur {all} ({share}) n’aborde aucun thème. Qu’un thème n’ait pas été trouvé ne prouve pas que le cas n’en traite pas\u{a0}: il peut en parler avec des mots que la grille ne connaît pas.",
        "{n} cas sur {all} ({share}) n’abordent aucun thème. Qu’un thème n’ait pas été trouvé ne prouve pas que le cas n’en traite pas\u{a0}: il peut en parler avec des mots que la grille ne connaît pas.",
    ),
    more: plural(
        "{n} autre cas\u{a0}: dans documents.csv, sa colonne `themes` est vide.",
        "{n} autres cas\u{a0}: dans documents.csv, leur colonne `themes` est vide.",
    ),
    clusters_heading: "Groupes que presque aucun thème ne couvre",
    clusters_intro: "Moins d’un quart des cas de ces groupes abordent un thème\u{a0}: il manque peut-être un thème à la grille.",
    clusters_caption: "Groupes pauvres en thèmes",
    without: "Cas sans thème",
    themes_heading: "Thèmes qu’aucun cas n’aborde",
    entries_heading: "Entrées qui n’établissent aucun thème ici",
    entries_intro: plural(
        "{n} entrée sur {all}, dans les langues des cas, n’établit de thème dans aucun cas. C’est courant quand les cas sont peu nombreux\u{a0}; quand ils sont nombreux, c’est un mot à revoir.",
        "{n} entrées sur {all}, dans les langues des cas, n’établissent de thème dans aucun cas. C’est courant quand les cas sont peu nombreux\u{a0}; quand ils sont nombreux, ce sont des mots à revoir.",
    ),
    entries_caption: "Entrées dans les langues des cas, par thème\u{a0}; entries.csv les donne une à une",
    entries: "Entrées",
    unused: "Dont sans effet",
    entries_list: "Entrées sans effet, par thème",
    languages_heading: "Langues sans entrées",
};
