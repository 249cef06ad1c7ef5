//! What was found: themes, clusters, and both together.

use super::super::{
    By, Choice, Clusters, Crossing, MapWords, Model, Themes, Together, Uncovered, plural,
};

pub(super) const THEMES: Themes = Themes {
    title: "Temas",
    no_themes: "El libro de códigos no contiene temas.",
    base: plural(
        "Los porcentajes se refieren a {n} caso analizado. Un caso puede abordar varios temas, de modo que pueden sumar más del 100\u{a0}%.",
        "Los porcentajes se refieren a los {n} casos analizados. Un caso puede abordar varios temas, de modo que pueden sumar más del 100\u{a0}%.",
    ),
    codebook: " Los temas son los del libro de códigos {name}, versión {version}.",
    classifier: " Los temas son etiquetas de un clasificador que las aprendió de casos ya etiquetados; la puntuación de una etiqueta es la probabilidad que le atribuye.",
    how_to_read: "Cómo leerlo: junto a cada porcentaje figura su intervalo del 95\u{a0}% (Wilson), en el que se situaría verosímilmente el porcentaje en una gran colección de la que estos casos fueran una muestra aleatoria. No cubre los temas mal asignados ni los no detectados.",
    caption: plural(
        "Porcentaje del caso ({n}) que aborda cada tema",
        "Porcentaje de los {n} casos que abordan cada tema",
    ),
    share_head: "Porcentaje e intervalo",
    meaning: "Qué abarca cada tema y dónde se encontró",
    more: plural("{n} caso más: véase tags.csv.", "{n} casos más: véase tags.csv."),
    corrected_heading: "Corrección de los errores de la máquina",
    corrected: "Varias personas valoraron una muestra de estos casos. De las diferencias entre su juicio y el de la máquina se deduce qué porcentaje aborda cada tema según ellas; el intervalo del 95\u{a0}% es tanto más ancho cuantos menos casos se valoraron.",
    corrected_caption: "Porcentajes encontrados y corregidos",
    raw_head: "Encontrado",
    corrected_head: "Corregido",
};

pub(super) const BY: By = By {
    title: "Temas según los atributos",
    intro: "Con qué frecuencia aparece cada tema entre los casos de cada valor. Una flecha indica que el porcentaje se aparta del de los demás valores más de lo que el azar haría con facilidad: una flecha desde un residuo estandarizado ajustado de 2, dos desde 3.",
    heading: "Según {column}",
    base_all: plural(
        "El caso ({n}) tiene un valor en la columna {column}.",
        "Los {n} casos tienen un valor en la columna {column}.",
    ),
    base_some: plural(
        "{n} de {all} casos tiene un valor en la columna {column}; los demás ({missing}) no se cuentan aquí.",
        "{n} de {all} casos tienen un valor en la columna {column}; los demás ({missing}) no se cuentan aquí.",
    ),
    caption: "Porcentaje de los casos de cada valor de {column} que abordan cada tema, y cuántos son",
    other: plural("{n} valor más", "{n} valores más"),
    years: "Los años se agrupan en tramos de {n}.",
    no_value: "Ningún caso tiene un valor en la columna {column}.",
    none_common: "Ningún valor de {column} tiene {limit} casos o más, así que no hay nada que comparar.",
    hidden: "Un tema presente en menos de {limit} casos de un valor se oculta allí (<{limit}), al igual que un valor con menos de {limit} casos en total.",
    chance: "{marked} de {tested} celdas llevan flechas; si temas y valores no tuvieran relación, las llevarían unas {expected}.",
    strongest: "{theme} destaca en {value}: lo aborda el {share} de sus casos, frente al {overall} del total.",
    above: "con más frecuencia",
    far_above: "con mucha más frecuencia",
    below: "con menos frecuencia",
    far_below: "con mucha menos frecuencia",
    key_above: "con más frecuencia que en el resto",
    key_below: "con menos frecuencia que en el resto",
    key_even: "no más que el azar",
    too_few: "menos de {limit}",
};

pub(super) const TOGETHER: Together = Together {
    title: "Temas que coinciden",
    none: "No hay dos temas que compartan al menos {least} casos.",
    intro: "El cociente dice cuántas veces más a menudo coinciden dos temas en un mismo caso que si no tuvieran nada que ver: 1,0× equivale al azar. La tabla muestra los pares con el cociente más alto, {pairs} como máximo, entre los que comparten al menos {least} casos; cooccurrence.csv los contiene todos.",
    triangle: "Cada celda es el cociente de un par de los {n} temas más frecuentes: ▲ por encima y ▼ por debajo de lo que daría el azar, más oscuro cuanto mayor es la diferencia. Un punto significa que menos de {least} casos abordan ambos: demasiado pocos para decir algo.",
    triangle_caption: "Cociente de cada par de los temas más frecuentes",
    caption: "Pares de temas según su cociente",
    with: "con",
    both: "Casos con ambos",
    lift: "Cociente",
    cell: plural("{n} caso en común", "{n} casos en común"),
    too_few: "demasiado pocos",
};

pub(super) const MODEL: Model = Model {
    title: "Etiquetas del modelo",
    intro: "Además del libro de códigos, un clasificador que aprendió de casos ya etiquetados asignó sus propias etiquetas. Aquí se cuentan y figuran en los casos, señaladas como del modelo; las demás secciones tratan de los temas del libro de códigos.",
    caption: plural(
        "Porcentaje del caso ({n}) que recibió cada etiqueta del modelo",
        "Porcentaje de los {n} casos que recibieron cada etiqueta del modelo",
    ),
    label: "Etiqueta",
    agree: "En los temas que ambos conocen, el libro de códigos y el modelo encontraron lo mismo en todos los casos.",
    disagree: plural(
        "En los temas que ambos conocen, el libro de códigos y el modelo difieren en {n} decisión (un tema en un caso): en {codebook} solo el libro de códigos encontró el tema y en {model} solo el modelo. Conviene revisar esos casos.",
        "En los temas que ambos conocen, el libro de códigos y el modelo difieren en {n} decisiones (un tema en un caso): en {codebook} solo el libro de códigos encontró el tema y en {model} solo el modelo. Conviene revisar esos casos.",
    ),
    table_caption: "Temas que ambos conocen: en cuántos casos encontró cada uno el tema",
    both: "Ambos",
    only_codebook: "Solo el libro de códigos",
    only_model: "Solo el modelo",
    listed: "Los casos en que difieren",
    listed_part: "Los casos en que difieren (los primeros {listed}; disagreements.csv los contiene todos)",
    case: "Caso",
    found_by: "Encontrado por",
    codebook: "libro de códigos",
    model: "modelo",
    score: "Puntuación",
};

pub(super) const CLUSTERS: Clusters = Clusters {
    title: "Grupos de casos parecidos",
    none: "No hay grupos: ningún caso tiene palabras que comparar.",
    intro: "Los casos con palabras parecidas están juntos. Las palabras son las que distinguen a un grupo de los demás, tal como se escribieron: la barra oscura es el porcentaje de sus textos que contienen la palabra; la clara, el de todos los demás textos. Los casos citados están cerca del centro y son distintos entre sí.",
    always: "El método de k-medias siempre encuentra grupos, los haya o no. Úselos para ordenar los casos y fíjese en lo separado y estable que es un grupo antes de hablar de él como de una clase.",
    of_all: "{share} del total",
    numbered: "Grupo {number}: {label}",
    words: "Sus palabras",
    middle: "Cerca de su centro",
    inside: "aquí",
    outside: "en el resto",
    clearly: "Claramente separado de los demás",
    fairly: "Bastante separado de los demás",
    runs_over: "Se solapa con sus vecinos",
    hardly: "Apenas separado de sus vecinos",
    silhouette: "{words} (silueta {value})",
    no_silhouette: "No se puede estimar lo separado que está",
    found_whole: "reaparece casi entero en las submuestras",
    found_again: "reaparece en las submuestras",
    changing: "está en las submuestras, pero cambian sus miembros",
    falls_apart: "se deshace en las submuestras, así que no conviene fiarse de él",
    stability: "{words} (estabilidad {value})",
    no_stability: "no se puede estimar su estabilidad",
    accident: "Ninguna de sus palabras aparece en él más de lo que cabría atribuir al azar: es demasiado pequeño para decir de qué trata.",
    nearest: "El más cercano es {cluster} (similitud {similarity}).",
    borderline: plural(
        "{n} caso está casi igual de cerca de otro grupo.",
        "{n} casos están casi igual de cerca de otro grupo.",
    ),
    misfits: plural(
        "{n} caso no encaja bien en ningún grupo.",
        "{n} casos no encajan bien en ningún grupo.",
    ),
    tree: "Qué grupos están próximos",
    tree_intro: "Si hubiera que tener menos grupos, los que se bifurcan más a la derecha serían los primeros en unirse. Cada bifurcación está en la similitud media de los grupos que se encuentran en ella (1: iguales, 0: nada en común).",
    tree_summary: plural(
        "Árbol de {n} grupo; cluster_tree.csv lo contiene como tabla",
        "Árbol de {n} grupos; cluster_tree.csv lo contiene como tabla",
    ),
};

pub(super) const CROSSING: Crossing = Crossing {
    title: "Temas por grupo",
    intro: "Cada número es el porcentaje del grupo (columna) que aborda el tema (fila); cuanto más intenso el fondo, mayor es. Un punto significa ninguno.",
    caption: "Porcentaje de cada grupo que aborda un tema",
};

pub(super) const MAP: MapWords = MapWords {
    title: "Mapa de los casos",
    intro: "Cada marca es un caso; los casos con palabras parecidas están próximos. Muchas dimensiones se reducen a dos, de modo que las distancias son aproximadas, y ni las direcciones ni los huecos entre grupos significan nada por sí mismos.",
    part: " Para que sea legible, se dibuja un caso de cada {n}.",
    point: " Señale una marca para leer qué es; sígala hasta el caso.",
    summary: "Diagrama de dispersión de los casos ({cases}) por grupo ({clusters}); la lista siguiente nombra los grupos y map.csv contiene las coordenadas.",
};

pub(super) const CHOICE: Choice = Choice {
    title: "Cómo se eligió el número de grupos",
    given: plural(
        "El número de grupos ({n}) no se eligió por comparación: estaba fijado de antemano o había demasiado pocos casos que comparar.",
        "El número de grupos ({n}) no se eligió por comparación: estaba fijado de antemano o había demasiado pocos casos que comparar.",
    ),
    chosen: "Se eligió {k}, con {figures}.",
    others: " También merecen atención: {others}.",
    stability_says: " La estabilidad dice cuánto se parecen los grupos que se encuentran al quitar una quinta parte de los casos (1: siempre los mismos, 0: nada en común). A partir de cuatro grupos se tomó el número más estable.",
    silhouette_says: " La silueta dice cuánto más cerca están los casos de su propio grupo que del siguiente (1 es lo mejor, 0 significa que no hay estructura). Donde la curva es plana, otro número serviría igual.",
    band_says: " La banda contiene ocho de cada diez submuestras: donde se solapan las bandas de dos números, uno vale casi tanto como el otro.",
    stability: "una estabilidad de {value}",
    silhouette: "una silueta media de {value}",
    stability_head: "Estabilidad",
    silhouette_head: "Silueta media",
    summary: "{measure} para k de {low} a {high}; elegido: {k}",
    axis: "k, el número de grupos",
    table: "Los números de la curva",
    interval: "Ocho de diez",
};

pub(super) const UNCOVERED: Uncovered = Uncovered {
    title: "Qué deja sin cubrir el libro de códigos",
    title_labels: "Casos sin etiqueta",
    every_label: "Cada caso recibió al menos una etiqueta.",
    intro_labels: plural(
        "{n} de {all} casos ({share}) sin etiqueta: el modelo no considera ninguna lo bastante probable.",
        "{n} de {all} casos ({share}) sin etiqueta: el modelo no considera ninguna lo bastante probable.",
    ),
    cases_heading: "Casos sin tema",
    every_case: "Cada caso aborda al menos un tema.",
    intro: plural(
        "{n} de {all} casos ({share}) no aborda ningún tema. Que no se haya encontrado un tema no prueba que el caso no trate de él: puede hablar de él con palabras que el libro de códigos no conoce.",
        "{n} de {all} casos ({share}) no abordan ningún tema. Que no se haya encontrado un tema no prueba que el caso no trate de él: puede hablar de él con palabras que el libro de códigos no conoce.",
    ),
    more: plural(
        "{n} caso más: en documents.csv su columna `themes` está vacía.",
        "{n} casos más: en documents.csv su columna `themes` está vacía.",
    ),
    clusters_heading: "Grupos que casi ningún tema cubre",
    clusters_intro: "Menos de una cuarta parte de los casos de estos grupos aborda un tema: puede que al libro de códigos le falte uno.",
    clusters_caption: "Grupos con pocos temas",
    without: "Casos sin tema",
    themes_heading: "Temas que ningún caso aborda",
    entries_heading: "Entradas que aquí no prueban ningún tema",
    entries_intro: plural(
        "{n} de {all} entradas en los idiomas de los casos no prueba ningún tema en ningún caso. Es normal cuando hay pocos casos; cuando hay muchos, es una palabra que conviene revisar.",
        "{n} de {all} entradas en los idiomas de los casos no prueban ningún tema en ningún caso. Es normal cuando hay pocos casos; cuando hay muchos, son palabras que conviene revisar.",
    ),
    entries_caption: "Entradas en los idiomas de los casos, por tema; entries.csv las contiene una a una",
    entries: "Entradas",
    unused: "De ellas, sin efecto",
    entries_list: "Entradas sin efecto, por tema",
    languages_heading: "Idiomas sin entradas",
};
