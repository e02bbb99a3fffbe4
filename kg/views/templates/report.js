"use strict";
(() => {
  const { el, icon, marked, figure, slice } = govkg;
  const TEXTS = {
    zh: {
      skip: "跳到详情", languageHint: "切换到英文界面", legend: "图例", details: "详情", panelName: "详情与列表",
      card: "详情", metrics: "数值", clauses: "问题与计划", relations: "关系", problems: "问题", commitments: "计划",
      about: (a, m, o) => `${a} · 标注 ${m} 处 · 数值 ${o} 个`, loose: "标出未采用的",
      looseHint: "灰色句子里什么也没有标注；点线下的数字没有被当作数值。",
      pick: "点击正文中有颜色的词，看它是什么、有哪些关系和数值。", pickMore: "左侧色带表示段落的性质：",
      indicator: "指标", value: "数值", period: "期间", also: "又称：", places: (n) => `在文中 ${n} 处`, place: "地区", aboutWhat: "关于",
      confidence: "可信度", none: "这篇报告里没有。", derived: "来自名称或对照表", show: "看原句", figures: "数值",
    },
    en: {
      skip: "Skip to details", languageHint: "Switch to Chinese", legend: "Legend", details: "Details", panelName: "Details and lists",
      card: "Details", metrics: "Figures", clauses: "Problems, plans", relations: "Relations", problems: "Problems", commitments: "Commitments",
      about: (a, m, o) => `${a} · ${m} marks · ${o} figures`, loose: "show what was not taken",
      looseHint: "Grey sentences have no mark at all; numbers with a dotted line were not taken for figures.",
      pick: "Click a coloured word to see what it is, and its relations and figures.", pickMore: "The band at the left tells what a paragraph speaks of:",
      indicator: "Indicator", value: "Value", period: "Period", also: "Also: ", places: (n) => `${n} place${n === 1 ? "" : "s"} in the text`, place: "Place", aboutWhat: "About",
      confidence: "confidence", none: "None in this report.", derived: "from a name or a table", show: "show", figures: "Figures",
    },
  };
  const BANDS = { achieved: "#1b9e84", "under-way": "#56b0de", planned: "#8c6bb8", target: "#8c6bb8", problem: "#c14953" };
  const page = govkg.data("page-data");
  const { nodes, marks, classes } = page;
  // offsets count code points; where the text has any beyond the basic plane, it is cut by characters
  const characters = /[\ud800-\udfff]/.test(page.text) ? Array.from(page.text) : null;
  const cut = (begin, end) => (characters ? characters.slice(begin, end).join("") : page.text.slice(begin, end));
  const by = (id) => document.getElementById(id);
  let language = "zh";
  let tab = "card";
  let chosen = null;
  const text = () => TEXTS[language];
  const pick = (pair) => (pair ? pair[language === "zh" ? 0 : 1] : "");
  const concept = (path) => pick(page.concepts[path]) || path.split("/").pop();
  const keyOf = (id) => classes[nodes[id].c].key;
  const label = (id) => (language === "en" && nodes[id].e ? nodes[id].e : nodes[id].l || "");
  const has = (value) => value !== null && value !== undefined;
  const CLAUSES = new Set(["Problem", "Commitment"]);

  const placesOf = nodes.map(() => []);
  marks.forEach(([begin, end, id]) => placesOf[id].push([begin, end]));
  const relationsOf = nodes.map(() => []);
  page.edges.forEach((edge, number) => { relationsOf[edge[0]].push(number); if (edge[1] !== edge[0]) relationsOf[edge[1]].push(number); });
  const figuresOf = nodes.map(() => []);
  nodes.forEach((node, id) => { if (node.o) for (const holder of new Set([...(node.o.o || []), node.o.i])) if (has(holder)) figuresOf[holder].push(id); });
  const observations = nodes.map((_, id) => id).filter((id) => nodes[id].o).sort((a, b) => (placesOf[a][0] || [0])[0] - (placesOf[b][0] || [0])[0]);
  const hidden = new Set();

  const mix = (hex, share) => `#${[1, 3, 5].map((at) => Math.round(parseInt(hex.slice(at, at + 2), 16) * share + 255 * (1 - share)).toString(16).padStart(2, "0")).join("")}`;

  // ---- the text ----------------------------------------------------------------------------------------------------
  /** A stretch of text cut wherever a mark or a sentence begins or ends, so that marks may lie across one another. */
  let at = 0;
  const segments = (begin, end, into) => {
    const here = [];
    for (const mark of marks) {
      if (mark[0] >= end) break;
      if (mark[1] > begin && !hidden.has(nodes[mark[2]].c)) here.push(mark);
    }
    const edges = new Set([begin, end]);
    for (const [from, to] of here) { if (from > begin) edges.add(from); if (to < end) edges.add(to); }
    for (const [from, to] of page.sentences) { if (from > begin && from < end) edges.add(from); if (to > begin && to < end) edges.add(to); }
    const cuts = [...edges].sort((a, b) => a - b);
    for (let number = 0; number + 1 < cuts.length; number += 1) {
      const [from, to] = [cuts[number], cuts[number + 1]];
      const over = here.filter((mark) => mark[0] <= from && mark[1] >= to).sort((a, b) => a[1] - a[0] - (b[1] - b[0]) || a[2] - b[2]);
      while (at < page.sentences.length && page.sentences[at][1] <= from) at += 1;
      const sentence = page.sentences[at] && page.sentences[at][0] <= from ? page.sentences[at] : null;
      if (sentence && sentence[0] === from && sentence[2] !== into.modality) {
        if (into.modality !== null) into.node.append(el("span", { class: `tag turn ${sentence[2]}`, "aria-hidden": "true", "data-modality": sentence[2] }, concept(`modality/${sentence[2]}`)));
        into.modality = sentence[2];
      }
      into.node.append(piece(from, to, over, sentence));
    }
  };
  // neither dates nor the numbers of lists
  const NUMBER = /[0-9０-９][0-9０-９.,．，]*[%％‰]?(?![0-9０-９年月日号、]|[.．]\s)/g;
  const plain = (words) => {
    const parts = [];
    let last = 0;
    for (const found of words.matchAll(NUMBER)) {
      parts.push(words.slice(last, found.index), el("span", { class: "number" }, found[0]));
      last = found.index + found[0].length;
    }
    parts.push(words.slice(last));
    return parts;
  };
  const piece = (from, to, over, sentence) => {
    const words = cut(from, to);
    if (!over.length) {
      const bare = sentence && !sentence[3] && !marks.some((mark) => mark[0] < sentence[1] && mark[1] > sentence[0]);
      return el("span", { class: bare ? "none" : null }, plain(words));
    }
    const short = over.find((mark) => !CLAUSES.has(keyOf(mark[2])));
    const lines = over.map((mark) => classes[nodes[mark[2]].c].fill);
    const main = classes[nodes[(short || over[0])[2]].c];
    const style = { "--lit": mix(main.fill, 0.34), "--ring": main.fill, "--line-1": lines[0] };
    if (short) style["--tint"] = mix(main.fill, 0.16);
    if (lines[1]) style["--line-2"] = mix(lines[1], 0.7);
    if (lines[2]) style["--line-3"] = mix(lines[2], 0.5);
    const begins = over.some((mark) => mark[0] === from);
    return el("span", { class: "a", style, "data-marks": over.map((mark) => mark[2]).join(" "), "data-from": from, tabindex: begins ? 0 : null, role: begins ? "button" : null }, words);
  };

  const draw = () => {
    const article = by("text");
    const scrolled = article.scrollTop;
    const parts = [];
    at = 0;
    let table = null;
    for (const [begin, end, level] of page.paragraphs) {
      const words = cut(begin, end);
      if (words.includes("\t")) {
        if (!table) { table = el("tbody"); parts.push(el("table", {}, table)); }
        for (const row of rows(begin, end)) table.append(el("tr", {}, row.map(([from, to]) => { const cell = el("td"); segments(from, to, { node: cell, modality: null }); return cell; })));
        continue;
      }
      table = null;
      const inside = page.sentences.filter((sentence) => sentence[0] < end && sentence[1] > begin);
      const counts = new Map();
      for (const sentence of inside) counts.set(sentence[2], (counts.get(sentence[2]) || 0) + sentence[1] - sentence[0]);
      const main = [...counts].sort((a, b) => b[1] - a[1])[0];
      const paragraph = el("div", { class: `p${level ? ` h${Math.min(level, 5)}` : ""}`, role: level ? "heading" : null, "aria-level": level ? Math.min(level + 1, 6) : null });
      if (main && level !== 1) {
        // from one colour to the next where the paragraph turns
        const [first, last] = [inside[0][2], inside[inside.length - 1][2]];
        paragraph.style.setProperty("--band", first === last ? BANDS[main[0]] : `linear-gradient(${BANDS[first]} 40%, ${BANDS[last]} 60%)`);
        paragraph.title = concept(`modality/${main[0]}`);
      }
      segments(begin, end, { node: paragraph, modality: inside.length ? inside[0][2] : null });
      parts.push(paragraph);
    }
    article.replaceChildren(...parts);
    article.scrollTop = scrolled;
    light(chosen);
  };
  const rows = (begin, end) => {
    const found = [[]];
    let from = begin;
    for (let place = begin; place <= end; place += 1) {
      const character = place === end ? "\n" : cut(place, place + 1);
      if (character === "\t" || character === "\n") {
        found[found.length - 1].push([from, place]);
        if (character === "\n" && place < end) found.push([]);
        from = place + 1;
      }
    }
    return found;
  };
  const idsOf = (node) => node.dataset.marks.split(" ").map(Number);
  const light = (id) => {
    for (const node of document.querySelectorAll("#text .a")) node.classList.toggle("lit", id !== null && idsOf(node).includes(id));
  };
  /** Bring a place of the text into view and let it shine. */
  const jump = (begin, end) => {
    const pieces = [...document.querySelectorAll("#text .a")].filter((node) => Number(node.dataset.from) >= begin && Number(node.dataset.from) < end);
    const first = pieces[0] || [...document.querySelectorAll("#text .a")].find((node) => Number(node.dataset.from) + Array.from(node.textContent).length > begin);
    if (!first) return;
    first.scrollIntoView({ block: "center" });
    for (const node of pieces) { node.classList.remove("flash"); void node.offsetWidth; node.classList.add("flash"); }
  };
  const sentenceAt = (begin, end) => {
    const found = page.sentences.find((one) => one[0] <= begin && end <= one[1]);
    const [from, to] = found || [Math.max(0, begin - 40), Math.min(end + 40, characters ? characters.length : page.text.length)];
    return marked(cut(from, to).replace(/\s/g, " "), begin - from, end - from, !found);
  };

  // ---- the side ----------------------------------------------------------------------------------------------------
  const modalityTag = (key) => (key ? el("span", { class: `tag ${key}` }, concept(`modality/${key}`)) : null);
  const valueOf = (id) => {
    const o = nodes[id].o;
    return `${o.b && o.b !== "exact" ? `${concept(`bound/${o.b}`)} ` : ""}${figure(o.v, o.u, language)}${o.g ? (o.g === "up" ? " ↑" : " ↓") : ""}`;
  };
  const choose = (id, places = null) => {
    chosen = id;
    tab = "card";
    side();
    light(id);
    by("panel").classList.add("open");
    const place = places || placesOf[id][0];
    if (place) jump(place[0], place[1]);
  };
  const metrics = (ids) => {
    const t = text();
    if (!ids.length) return [el("p", { class: "quiet" }, t.none)];
    return [el("table", { class: "metrics" },
      el("thead", {}, el("tr", {}, el("th", {}, t.indicator), el("th", { class: "value" }, t.value), el("th", {}, t.period))),
      ids.map((id) => {
        const { o, d } = nodes[id];
        const place = placesOf[id][0];
        return el("tbody", { "data-node": id, onclick: () => choose(id) },
          el("tr", {}, el("td", {}, el("button", { type: "button" }, has(o.i) ? label(o.i) : label(id)), " ", d !== "achieved" ? modalityTag(d) : null), el("td", { class: "value" }, valueOf(id)), el("td", { class: "when" }, o.t)),
          el("tr", { class: "quote" }, el("td", { colspan: 3 }, place ? sentenceAt(place[0], place[1]) : null)));
      }))];
  };
  const clauses = () => {
    const t = text();
    const part = (key, name) => {
      const ids = nodes.map((_, id) => id).filter((id) => keyOf(id) === key).sort((a, b) => (placesOf[a][0] || [0])[0] - (placesOf[b][0] || [0])[0]);
      return [el("h2", { class: "group" }, `${name} ${ids.length}`), ids.length ? el("ul", { class: "list" }, ids.map((id) => el("li", {}, el("button", { type: "button", "data-node": id, onclick: () => choose(id) }, label(id))))) : el("p", { class: "quiet" }, t.none)];
    };
    return [...part("Problem", t.problems), ...part("Commitment", t.commitments)];
  };
  const relations = (numbers, from = null) => numbers.map((number) => {
    const [source, target, relation, ...said] = page.edges[number];
    const names = page.relations[relation];
    const forwards = from === null || from === source;
    const how = names[(forwards ? 0 : 2) + (language === "zh" ? 0 : 1)];
    const first = said[0];
    return el("li", {}, el("button", { type: "button", onclick: () => { if (first && from === null) { chosen = source; light(source); jump(first[0], first[1]); } else if (from !== null) choose(from === source ? target : source); else choose(source); } },
      from === null ? [el("b", {}, label(source)), " ", el("span", { class: "how" }, how), " ", el("b", {}, label(target))] : [el("span", { class: "how" }, how), " ", el("b", {}, label(from === source ? target : source))],
      first ? sentenceAt(first[0], first[1]) : el("span", { class: "sentence" }, text().derived)));
  });
  const card = (id) => {
    const t = text();
    const node = nodes[id];
    const style = classes[node.c];
    const facts = (node.p || []).map(([name, value, isConcept]) => [pick(page.properties[name]) || name, isConcept ? concept(value) : value]);
    if (node.o) {
      if (has(node.o.i)) facts.push([t.indicator, label(node.o.i)]);
      facts.push([t.value, valueOf(id)], [t.period, node.o.t], [pick(page.properties.measureKind), concept(`measure-kind/${node.o.k}`)]);
      if (node.o.y) facts.push([pick(page.properties.baseline), concept(`baseline/${node.o.y}`)]);
      if (has(node.o.a)) facts.push([t.place, label(node.o.a)]);
      if (node.o.o && node.o.o.length) facts.push([t.aboutWhat, node.o.o.map(label).join("、")]);
    }
    if (has(node.q)) facts.push([t.confidence, node.q]);
    return el("section", { class: "card", "data-node": id },
      el("div", { class: "kind" }, icon(style), style[language], node.k ? ` · ${concept(node.k)}` : "", modalityTag(node.d)),
      el("h2", { lang: "zh" }, label(id)),
      node.n ? el("p", { class: "also" }, t.also, node.n.join("、")) : null,
      el("dl", { class: "facts" }, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
      figuresOf[id].length ? [el("h3", {}, `${t.figures} ${figuresOf[id].length}`), ...metrics(figuresOf[id])] : null,
      relationsOf[id].length ? [el("h3", {}, `${t.relations} ${relationsOf[id].length}`), el("ul", { class: "list" }, relations(relationsOf[id], id))] : null,
      placesOf[id].length ? [el("h3", {}, t.places(placesOf[id].length)), el("ul", { class: "list" }, placesOf[id].map(([begin, end]) => el("li", {}, el("button", { type: "button", onclick: () => jump(begin, end) }, sentenceAt(begin, end)))))] : null);
  };
  let stack = [];
  const side = () => {
    const t = text();
    const counts = { metrics: observations.length, clauses: nodes.filter((node) => CLAUSES.has(classes[node.c].key)).length, relations: page.edges.length };
    by("tabs").replaceChildren(...["card", "metrics", "clauses", "relations"].map((key) => el("button", { type: "button", role: "tab", id: `tab-${key}`, "aria-selected": String(tab === key), onclick: () => { tab = key; side(); } }, t[key], has(counts[key]) ? el("span", { class: "count" }, counts[key]) : null)));
    const content = by("content");
    if (tab === "metrics") content.replaceChildren(...metrics(observations));
    else if (tab === "clauses") content.replaceChildren(...clauses());
    else if (tab === "relations") content.replaceChildren(page.edges.length ? el("ul", { class: "list" }, relations(page.edges.map((_, number) => number))) : el("p", { class: "quiet" }, t.none));
    else if (chosen === null) content.replaceChildren(el("p", { class: "quiet" }, t.pick), el("p", { class: "quiet" }, t.pickMore), el("ul", { class: "bands" }, ["achieved", "problem", "planned"].map((key) => el("li", {}, modalityTag(key)))), el("p", { class: "quiet" }, t.looseHint));
    else content.replaceChildren(...[chosen, ...stack.filter((id) => id !== chosen)].map(card));
    content.scrollTop = 0;
  };

  // ---- pointer and keys --------------------------------------------------------------------------------------------
  const target = (event) => (event.target instanceof Element ? event.target.closest(".a") : null);
  const open = (node) => {
    stack = [...new Set(idsOf(node))];
    [chosen] = stack;
    tab = "card";
    side();
    light(chosen);
    by("panel").classList.add("open");
    // on a narrow screen the panel comes up from below
    const under = node.getBoundingClientRect().bottom + 24 - by("panel").getBoundingClientRect().top;
    if (by("panel").offsetWidth >= innerWidth && under > 0) by("text").scrollBy({ top: under });
  };
  by("text").addEventListener("click", (event) => { const node = target(event); if (node) open(node); else by("panel").classList.remove("open"); });
  by("text").addEventListener("keydown", (event) => { const node = target(event); if (node && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); open(node); } });
  const tip = by("tip");
  by("text").addEventListener("mouseover", (event) => {
    const node = target(event);
    tip.hidden = !node;
    if (!node) return;
    tip.replaceChildren(...[...new Set(idsOf(node))].map((id) => el("div", {}, el("b", {}, label(id)), el("div", { class: "where" }, classes[nodes[id].c][language], nodes[id].k ? ` · ${concept(nodes[id].k)}` : "", nodes[id].d ? ` · ${concept(`modality/${nodes[id].d}`)}` : ""))));
    const box = node.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(event.clientX, innerWidth - tip.offsetWidth - 12))}px`;
    tip.style.top = `${box.bottom + 8 + tip.offsetHeight > innerHeight ? event.clientY - tip.offsetHeight - 18 : event.clientY + 18}px`;
  });
  by("text").addEventListener("mouseout", () => { tip.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { chosen = null; stack = []; light(null); side(); by("panel").classList.remove("open"); } });
  by("open-panel").addEventListener("click", () => by("panel").classList.toggle("open"));

  // ---- words -------------------------------------------------------------------------------------------------------
  let loose = true;
  const legend = () => {
    const counts = classes.map(() => 0);
    marks.forEach((mark) => { counts[nodes[mark[2]].c] += 1; });
    by("legend").replaceChildren(...classes.flatMap((style, index) => (counts[index] ? [el("label", {},
      el("input", { type: "checkbox", "data-class": style.key, checked: !hidden.has(index), onchange: (event) => { hidden[event.target.checked ? "delete" : "add"](index); draw(); } }),
      el("span", { class: "key", style: { background: CLAUSES.has(style.key) ? "transparent" : mix(style.fill, 0.16), "border-color": style.fill } }, style[language]), el("span", { class: "count" }, counts[index]))] : [])),
      el("span", { class: "gap" }), el("label", { title: text().looseHint }, el("input", { type: "checkbox", id: "loose", checked: loose, onchange: (event) => { loose = event.target.checked; document.body.classList.toggle("loose", loose); } }), text().loose));
  };
  const start = () => {
    govkg.translate(text(), language);
    for (const part of by("language").querySelectorAll("span")) part.classList.toggle("on", part.lang === language);
    const facts = [page.genre ? concept(page.genre) : null, page.year, page.source].filter(Boolean).join(" · ");
    by("about").textContent = text().about(facts, marks.length, observations.length);
    document.body.classList.toggle("loose", loose);
    legend();
    draw();
    side();
  };
  by("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; start(); });
  start();
  /** For scripts and tests: what is in the page. */
  window.govkgPage = { data: () => ({ marks: marks.length, observations: observations.length, relations: page.edges.length }), choose };
  document.documentElement.dataset.ready = "true";
})();
