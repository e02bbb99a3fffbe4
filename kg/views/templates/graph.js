"use strict";
(() => {
  const { el, icon, marked, figure } = govkg;
  const TEXTS = {
    zh: {
      skip: "跳到详情", search: "搜索", searchHint: "搜索机构、文件、项目、指标…", filters: "筛选", reset: "重置", png: "导出图片",
      languageHint: "切换到英文界面", picture: "关系图：方向键移动，加减号缩放", details: "详情", closer: "放大", farther: "缩小", fit: "显示全图",
      legend: "图例", modality: "性质", year: "年份", report: "报告", confidence: "可信度", anyYear: "全部年份", anyReport: "全部报告",
      onDemand: "指标、数值、问题和计划默认不画出；勾选即可，或在详情中展开。",
      counts: (n, e, r) => `${n} 个节点 · ${e} 条关系 · ${r} 篇报告`, of: (a, b) => `${a} / ${b}`,
      note: (a, b) => `图中共 ${b} 个节点，先显示联系最多的 ${a} 个。搜索能找到其余的。`, more: (n) => `再显示 ${n} 个`,
      noteCut: (a, b) => `图谱共有 ${b} 个节点，本页收录联系最多的 ${a} 个。`,
      noteFocus: (name, n) => `只显示“${name}”周围的 ${n} 个节点。`, all: "显示全部",
      nothing: "没有符合条件的节点。\n放宽筛选，或点“重置”。", notFound: (q) => `没有找到“${q}”`,
      overview: "概览", how: ["点节点看名称、数值和原句", "点连线看说明这一关系的原句", "滚轮或双指缩放，拖动移动"], top: "联系最多", reports: "报告",
      close: "关闭", also: "又称：", kind: "类别", confidenceOf: (q) => `可信度 ${q}`,
      figures: "数值", indicator: "指标", value: "数值", period: "期间", relations: "关系", proof: (n) => `原句${n > 1 ? " " + n : ""}`, sentences: "原句",
      moreSentences: (n) => `再看 ${n} 句`, onlySome: (a, b) => `共提到 ${b} 次，这里收录 ${a} 次`, showAll: (n) => `全部 ${n} 项`,
      expand: (n) => `展开相邻的 ${n} 个`, indicators: (n) => `画出 ${n} 个指标`, values: (n) => `画出 ${n} 个数值`, around: "只看周围", aroundOff: "恢复全图",
      derived: "这一关系不是从某一句话读出的：它来自名称本身，或来自行政区划和机构的对照表。", noEvidence: "这个图谱不带原句。", noSentence: "没有单独的原句：它来自名称或对照表。",
      relation: "关系", noFigures: "没有记录数值。", legendOf: "图例", noReport: "未注明报告", area: "地区", about: "关于", yearOf: (y) => `${y}年`, exported: "图片已导出",
    },
    en: {
      skip: "Skip to details", search: "Search", searchHint: "Search bodies, policies, programs…", filters: "Filters", reset: "Reset", png: "Save PNG",
      languageHint: "Switch to Chinese", picture: "Network: arrow keys move, plus and minus zoom", details: "Details", closer: "Zoom in", farther: "Zoom out", fit: "Show all",
      legend: "Legend", modality: "Modality", year: "Year", report: "Report", confidence: "Confidence", anyYear: "All years", anyReport: "All reports",
      onDemand: "Indicators, observations, problems and commitments are not drawn at first: tick them, or open them from the details.",
      counts: (n, e, r) => `${n} nodes · ${e} relations · ${r} report${r === 1 ? "" : "s"}`, of: (a, b) => `${a} / ${b}`,
      note: (a, b) => `The graph has ${b} nodes; the ${a} best connected are shown. Search finds the others.`, more: (n) => `Show ${n} more`,
      noteCut: (a, b) => `The graph has ${b} nodes; this page holds the ${a} best connected.`,
      noteFocus: (name, n) => `Only the ${n} nodes around “${name}” are shown.`, all: "Show all",
      nothing: "Nothing fits these filters.\nWiden them, or choose Reset.", notFound: (q) => `Nothing found for “${q}”`,
      overview: "Overview", how: ["Click a node for its names, figures and sentences", "Click a line for the sentence that says it", "Scroll or pinch to zoom, drag to move"], top: "Best connected", reports: "Reports",
      close: "Close", also: "Also: ", kind: "Kind", confidenceOf: (q) => `confidence ${q}`,
      figures: "Figures", indicator: "Indicator", value: "Value", period: "Period", relations: "Relations", proof: (n) => (n > 1 ? `${n} sentences` : "sentence"), sentences: "Sentences",
      moreSentences: (n) => `${n} more`, onlySome: (a, b) => `mentioned ${b} times, ${a} of them kept here`, showAll: (n) => `All ${n}`,
      expand: (n) => `Show ${n} neighbours`, indicators: (n) => `Draw ${n} indicators`, values: (n) => `Draw ${n} observations`, around: "Only its surroundings", aroundOff: "Back to the whole",
      derived: "No single sentence says this: it follows from the name itself, or from the tables of places and bodies.", noEvidence: "This graph was built without its sentences.", noSentence: "No sentence of its own: it comes from a name or a table.",
      relation: "Relation", noFigures: "No figures recorded.", legendOf: "Legend", noReport: "report not stated", area: "Place", about: "About", yearOf: (y) => `${y}`, exported: "Picture saved",
    },
  };

  const page = govkg.data("page-data");
  const network = govkg.data("network-data");
  const nodes = page.nodes;
  page.classes.forEach((style, index) => { style.shown = page.shown[index]; });
  const drawn = network.nodes;
  const edges = page.edges.map(([source, target, relation, ...mentions]) => ({ source, target, relation, mentions }));
  const by = (id) => document.getElementById(id);
  const STEP = 1000;

  // ---- who hangs on whom -------------------------------------------------------------------------------------------
  const around = nodes.map(() => []);
  edges.forEach((edge, id) => {
    around[edge.source].push(id);
    if (edge.target !== edge.source) around[edge.target].push(id);
  });
  const far = (id, edge) => (edges[edge].source === id ? edges[edge].target : edges[edge].source);
  const figuresOf = nodes.map(() => []);
  nodes.forEach((node, id) => {
    if (!node.o) return;
    const about = node.o.o || [];
    const places = node.o.a === null || node.o.a === undefined ? [] : [node.o.a];
    const holders = new Set([...about, ...places, ...(node.o.i === null || node.o.i === undefined ? [] : [node.o.i])]);
    for (const report of node.r || []) if (page.reports[report].node !== null) holders.add(page.reports[report].node);
    holders.forEach((holder) => figuresOf[holder].push(id));
  });
  const keyOf = (node) => page.classes[node.c].key;
  const years = [...new Set(page.reports.map((report) => report.year).filter((year) => year !== null))].sort((a, b) => a - b);
  const modalities = ["achieved", "under-way", "planned", "target", "problem"].filter((key) => nodes.some((node) => node.d === key));
  const totals = page.classes.map((_, index) => nodes.filter((node) => node.c === index).length);

  // ---- state -------------------------------------------------------------------------------------------------------
  const shownTotal = nodes.filter((node) => page.classes[node.c].shown).length;
  const initial = () => ({
    classes: new Set(page.classes.flatMap((style, index) => (style.shown ? [index] : []))),
    modalities: new Set(modalities),
    year: null, report: null, least: 0, budget: page.first < shownTotal ? page.first : Infinity, revealed: new Set(), focus: null, selected: null,
  });
  let state = initial();
  let language = "zh";
  const text = () => TEXTS[language];
  const pick = (pair) => (pair ? pair[language === "zh" ? 0 : 1] : "");
  const concept = (path) => pick(page.concepts[path]) || path.split("/").pop();
  const className = (index) => page.classes[index][language];
  const label = (id) => (language === "en" && nodes[id].e ? nodes[id].e : nodes[id].l || "");
  const number = (value) => value.toLocaleString("en-US");

  const inReports = (reports) => {
    if (state.year === null && state.report === null) return true;
    if (!reports || !reports.length) return true;
    return reports.some((report) => (state.report === null || report === state.report) && (state.year === null || page.reports[report].year === state.year));
  };
  const passes = (id) => {
    const node = nodes[id];
    if (node.d && !state.modalities.has(node.d)) return false;
    if (node.q !== undefined && node.q < state.least) return false;
    return inReports(node.r);
  };
  const edgePasses = (edge) => {
    if (!edge.mentions.length) return true;
    return edge.mentions.some((mention) => (mention[3] === null || mention[3] >= state.least) && inReports([page.sentences[mention[0]][0]]));
  };

  /** The nodes to draw: those that pass the filters, the best connected first as far as the budget goes. */
  const chosen = () => {
    const visible = new Set();
    let near = null;
    if (state.focus !== null) {
      near = new Set([state.focus]);
      for (const edge of around[state.focus]) near.add(far(state.focus, edge));
    }
    let room = state.budget, extra = state.budget;
    for (let id = 0; id < nodes.length; id += 1) {
      const open = state.revealed.has(id);
      if ((!open && !state.classes.has(nodes[id].c)) || !passes(id)) continue;
      if (near && !near.has(id)) continue;
      if (open || near) visible.add(id);
      else if (page.classes[nodes[id].c].shown) {
        if (room > 0) { visible.add(id); room -= 1; }
      } else if (extra > 0 && (state.budget === Infinity || around[id].some((edge) => visible.has(far(id, edge))))) {
        visible.add(id);
        extra -= 1;
      }
    }
    return visible;
  };

  // ---- the picture -------------------------------------------------------------------------------------------------
  const dots = new vis.DataSet();
  const lines = new vis.DataSet();
  const stage = by("network");
  const view = new vis.Network(stage, { nodes: dots, edges: lines }, network.options);
  // one stop for the keyboard is enough: the stage itself
  for (const node of stage.querySelectorAll("[tabindex]")) node.tabIndex = -1;
  let visible = new Set();

  const dot = (id) => {
    const { x, y, size, group, shape } = drawn[id];
    return { id, x, y, size, group, shape };
  };
  let order = [];
  let hovered = null;
  let litCache = null;
  const apply = () => {
    const next = chosen();
    const wanted = new Set();
    edges.forEach((edge, id) => {
      if (next.has(edge.source) && next.has(edge.target) && edgePasses(edge)) wanted.add(id);
    });
    // the library draws while it changes: nothing may be named that is gone already
    order = order.filter((id) => next.has(id));
    litCache = null;
    hovered = null;
    lines.remove(lines.getIds().filter((id) => !wanted.has(id)));
    dots.remove([...visible].filter((id) => !next.has(id)));
    dots.add([...next].filter((id) => !visible.has(id)).map(dot));
    const arrows = wanted.size <= 800;
    lines.add([...wanted].filter((id) => !lines.get(id)).map((id) => (arrows ? network.edges[id] : { ...network.edges[id], arrows: "" })));
    visible = next;
    order = [...visible].sort((a, b) => drawn[b].size - drawn[a].size || a - b);
    if (state.selected && (state.selected.type === "node" ? !visible.has(state.selected.id) : !lines.get(state.selected.id))) state.selected = null;
    highlight();
    tell();
  };

  const hub = 0.6 * Math.max(...drawn.map((node) => node.size));
  const sizes = new Map();
  const ruler = document.createElement("canvas").getContext("2d");
  const FONT = getComputedStyle(document.documentElement).fontFamily;
  const short = (words) => {
    const characters = Array.from(words);
    return characters.length <= 15 ? words : `${characters.slice(0, 6).join("")}…${characters.slice(-8).join("")}`;
  };
  const width = (words, font) => {
    const key = font + words;
    if (!sizes.has(key)) {
      ruler.font = font;
      sizes.set(key, ruler.measureText(words).width);
    }
    return sizes.get(key);
  };

  /** Labels on top of the drawing, in screen pixels: the important first, none over another. */
  const labels = (context) => {
    const ratio = context.canvas.width / context.canvas.clientWidth;
    const scale = view.getScale();
    const { x: left, y: top } = view.body.view.translation;
    const [wide, high] = [context.canvas.clientWidth, context.canvas.clientHeight];
    const lit = litNodes();
    const first = [hovered, state.selected && state.selected.type === "node" ? state.selected.id : null].filter((id) => id !== null && view.body.nodes[id]);
    const pool = lit ? order.filter((id) => lit.has(id)) : order;
    const most = Math.max(14, Math.round((wide * high) / 6000));
    const boxes = [];
    const cell = 64;
    const field = () => {
      const cells = new Map();
      const over = (box, act) => {
        for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i += 1)
          for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j += 1) if (act(i * 4096 + j)) return true;
        return false;
      };
      return {
        clash: (box) => over(box, (key) => (cells.get(key) || []).some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])),
        take: (box) => { over(box, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push(box); return false; }); },
      };
    };
    // a label never lies on another label or on a large thing; on small things only where there is no other way
    const firm = field(), soft = field();
    const place = (id) => {
      const node = view.body.nodes[id];
      return [node.x * scale + left, node.y * scale + top, Math.max(2, drawn[id].size * scale)];
    };
    pool.slice(0, 1200).forEach((id, at) => {
      const [x, y, r] = place(id);
      if (x > 0 && y > 0 && x < wide && y < high) (at < 25 && r > 4 ? firm : soft).take([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]);
    });
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = "rgba(251,252,253,.94)";
    let set = 0;
    const important = new Set([...first, ...pool.slice(0, 22)]);
    const done = new Set();
    for (const id of [...first, ...pool]) {
      if (set >= most) break;
      if (done.has(id)) continue;
      done.add(id);
      const [x, y, r] = place(id);
      if (x < -40 || y < -20 || x > wide + 40 || y > high + 20) continue;
      const special = first.includes(id);
      if (!special && !lit && r < 2.6 && set > 24) continue;
      const big = drawn[id].size >= hub;
      const font = `${special || big ? 600 : 400} ${big ? 13.5 : 12.5}px ${FONT}`;
      const words = special ? label(id) : short(label(id));
      const w = width(words, font), h = 16;
      const tries = [[x - w / 2, y + r + 3], [x + r + 4, y - h / 2], [x - w / 2, y - r - h - 3], [x - r - w - 4, y - h / 2]];
      const fits = (box) => box[0] >= 0 && box[2] <= wide && box[1] >= 0 && box[3] <= high && !firm.clash(box);
      const spots = tries.map(([bx, by_]) => [bx - 3, by_ - 1, bx + w + 3, by_ + h + 1]);
      let box = spots.find((one) => fits(one) && !soft.clash(one));
      if (!box && important.has(id)) box = spots.find(fits);
      if (!box && special) box = spots[0];
      if (!box) continue;
      firm.take(box);
      boxes.push(box);
      context.font = font;
      context.strokeText(words, box[0] + 3, box[1] + 1 + h / 2);
      context.fillStyle = page.classes[nodes[id].c].ink;
      context.fillText(words, box[0] + 3, box[1] + 1 + h / 2);
      set += 1;
    }
    context.restore();
    shownLabels = boxes;
  };
  let shownLabels = [];

  /** What is lit while something is selected: it, its neighbours and what joins them; null when all is. */
  const litNodes = () => litCache && litCache.nodes;
  const highlight = () => {
    litCache = null;
    if (state.selected && state.selected.type === "node") {
      const joined = around[state.selected.id].filter((id) => lines.get(id));
      litCache = { edges: joined, nodes: new Set([state.selected.id, ...joined.map((id) => far(state.selected.id, id))]) };
    } else if (state.selected) {
      const edge = edges[state.selected.id];
      litCache = { edges: [state.selected.id], nodes: new Set([edge.source, edge.target]) };
    }
    view.unselectAll();
    if (state.selected && state.selected.type === "node" && visible.has(state.selected.id)) view.selectNodes([state.selected.id], true);
    else if (state.selected && lines.get(state.selected.id)) view.selectEdges([state.selected.id]);
    view.redraw();
  };
  view.on("afterDrawing", (context) => {
    if (litCache) {
      const ratio = context.canvas.width / context.canvas.clientWidth;
      context.save();
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.fillStyle = "rgba(251,252,253,.84)";
      context.fillRect(0, 0, context.canvas.clientWidth, context.canvas.clientHeight);
      context.restore();
      for (const id of litCache.edges) {
        const edge = view.body.edges[id];
        if (edge && edge.connected) {
          edge.draw(context);
          edge.drawArrows(context);
        }
      }
      for (const id of litCache.nodes) if (view.body.nodes[id]) view.body.nodes[id].draw(context);
    }
    labels(context);
  });

  // ---- words around the picture ------------------------------------------------------------------------------------
  const tell = () => {
    const t = text();
    by("counts").textContent = t.counts(number(nodes.length), number(edges.length), page.reports.length);
    by("nothing").hidden = visible.size > 0;
    by("nothing").textContent = t.nothing;
    const note = by("note");
    const possible = nodes.reduce((sum, node, id) => sum + (page.classes[node.c].shown && state.classes.has(node.c) && passes(id) ? 1 : 0), 0);
    const now = [...visible].reduce((sum, id) => sum + (page.classes[nodes[id].c].shown ? 1 : 0), 0);
    note.replaceChildren();
    if (state.focus !== null) {
      note.append(t.noteFocus(short(label(state.focus)), number(visible.size)), el("button", { type: "button", onclick: () => { state.focus = null; apply(); fit(); } }, t.all));
    } else if (now < possible) {
      const step = Math.min(STEP, possible - now);
      note.append(t.note(number(now), number(possible)), el("button", { type: "button", id: "more", onclick: () => { state.budget += STEP; apply(); } }, t.more(number(step))));
    } else if (page.total > nodes.length) {
      note.append(t.noteCut(number(nodes.length), number(page.total)));
    }
    note.hidden = !note.hasChildNodes();
    for (const row of document.querySelectorAll(".legend [data-class]")) {
      const index = Number(row.dataset.class);
      const shown = [...visible].reduce((sum, id) => sum + (nodes[id].c === index ? 1 : 0), 0);
      row.classList.toggle("off", shown === 0);
      row.querySelector("input").checked = state.classes.has(index);
      row.querySelector(".count").textContent = shown === 0 || shown === totals[index] ? number(totals[index]) : t.of(number(shown), number(totals[index]));
    }
  };

  const filters = () => {
    const t = text();
    const select = (id, any, options, value, change) =>
      el("select", { id, "aria-label": t[id], onchange: (event) => { change(event.target.value === "" ? null : Number(event.target.value)); apply(); } },
        el("option", { value: "" }, any), options.map(([key, words]) => el("option", { value: key, selected: key === value }, words)));
    const parts = [
      el("h2", {}, t.legend),
      el("div", { class: "legend" }, page.classes.map((style, index) => totals[index] > 0 && el("label", { "data-class": index },
        el("input", { type: "checkbox", checked: state.classes.has(index), onchange: (event) => { state.classes[event.target.checked ? "add" : "delete"](index); if (!event.target.checked) for (const id of [...state.revealed]) if (nodes[id].c === index) state.revealed.delete(id); apply(); } }),
        icon(style), el("span", { class: "name" }, style[language]), el("span", { class: "count" })))),
      page.classes.some((style, index) => !style.shown && totals[index] > 0) && el("p", { class: "hint" }, t.onDemand),
    ];
    if (modalities.length > 1) {
      parts.push(el("h2", {}, t.modality), el("div", { class: "checks" }, modalities.map((key) => el("label", {},
        el("input", { type: "checkbox", "data-modality": key, checked: state.modalities.has(key), onchange: (event) => { state.modalities[event.target.checked ? "add" : "delete"](key); apply(); } }),
        el("span", { class: "name" }, concept(`modality/${key}`)), el("span", { class: "count" }, number(nodes.filter((node) => node.d === key).length))))));
    }
    if (years.length > 1) parts.push(el("h2", {}, t.year), select("year", t.anyYear, years.map((year) => [year, t.yearOf(year)]), state.year, (value) => { state.year = value; }));
    if (page.reports.length > 1) parts.push(el("h2", {}, t.report), select("report", t.anyReport, page.reports.map((report, index) => [index, report.title]), state.report, (value) => { state.report = value; }));
    if (nodes.some((node) => node.q !== undefined)) {
      const shown = el("span", {}, `≥ ${state.least.toFixed(2)}`);
      parts.push(el("h2", { class: "row" }, el("span", {}, t.confidence), shown),
        el("input", { type: "range", id: "confidence", min: 0, max: 1, step: 0.05, value: state.least, "aria-label": t.confidence,
          oninput: (event) => { state.least = Number(event.target.value); shown.textContent = `≥ ${state.least.toFixed(2)}`; }, onchange: () => apply() }));
    }
    by("filters").replaceChildren(...parts.filter(Boolean));
  };

  // ---- the side panel ----------------------------------------------------------------------------------------------
  const where = (mention) => {
    const report = page.reports[page.sentences[mention[0]][0]];
    const sure = mention[3] === null || mention[3] === undefined ? "" : ` · ${text().confidenceOf(mention[3])}`;
    return el("span", { class: "where" }, report ? report.title : text().noReport, sure);
  };
  const sentence = (mention) => {
    const [, words, cut] = page.sentences[mention[0]];
    return marked(words, mention[1], mention[2], cut);
  };
  /** The first few of many, and a button for the rest. */
  const some = (items, count, make, tag = "ul", attributes = {}) => {
    const list = el(tag, attributes, items.slice(0, count).map(make));
    if (items.length <= count) return [list];
    const button = el("button", { type: "button", class: "more", onclick: () => { list.append(...items.slice(count).map(make)); button.remove(); } }, text().showAll(number(items.length)));
    return [list, button];
  };
  const sentences = (mentions, total) => {
    const t = text();
    if (!mentions.length) return [];
    return [
      el("h3", {}, t.sentences, el("span", { class: "count" }, number(total || mentions.length))),
      total ? el("p", { class: "quiet" }, t.onlySome(mentions.length, number(total))) : null,
      ...some(mentions, 6, (mention) => el("li", {}, sentence(mention), where(mention)), "ul", { class: "sentences" }),
    ];
  };
  const modalityTag = (key) => (key ? el("span", { class: `tag ${key}` }, concept(`modality/${key}`)) : null);

  /** Observations under what they measure, the latest first. */
  const table = (ids, own) => {
    const t = text();
    const groups = new Map();
    for (const id of ids) {
      const key = nodes[id].o.i ?? -1;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(id);
    }
    const rows = [...groups].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).flatMap(([indicator, group]) => {
      group.sort((a, b) => nodes[b].o.t.localeCompare(nodes[a].o.t) || a - b);
      return group.map((id, at) => [indicator, id, at, group.length]);
    });
    const value = (id) => {
      const o = nodes[id].o;
      const bound = o.b && o.b !== "exact" ? `${concept(`bound/${o.b}`)} ` : "";
      const turn = o.g ? ` ${o.g === "up" ? "↑" : "↓"}` : "";
      return `${bound}${figure(o.v, o.u, language)}${turn}`;
    };
    const body = el("tbody");
    const make = ([indicator, id, at]) => el("tr", {},
      own ? null : el("td", {}, at === 0 && indicator >= 0 ? el("button", { type: "button", onclick: () => show("node", indicator) }, label(indicator)) : ""),
      el("td", { class: "value" }, el("button", { type: "button", "data-node": id, onclick: () => show("node", id) }, value(id)), nodes[id].d && nodes[id].d !== "achieved" ? [" ", modalityTag(nodes[id].d)] : null),
      el("td", { class: "when" }, nodes[id].o.t));
    body.append(...rows.slice(0, 14).map(make));
    const result = [el("table", { class: "figures" }, el("thead", {}, el("tr", {}, own ? null : el("th", {}, t.indicator), el("th", { class: "value" }, t.value), el("th", {}, t.period))), body)];
    if (rows.length > 14) {
      const button = el("button", { type: "button", class: "more", onclick: () => { body.append(...rows.slice(14).map(make)); button.remove(); } }, t.showAll(number(rows.length)));
      result.push(button);
    }
    return result;
  };

  const closer = () => el("button", { type: "button", class: "close", "aria-label": text().close, title: text().close, onclick: () => show(null) }, "×");

  const nodePanel = (id) => {
    const t = text();
    const node = nodes[id];
    const style = page.classes[node.c];
    const facts = (node.p || []).map(([name, value, isConcept]) => [pick(page.properties[name]) || name, isConcept ? concept(value) : value]);
    if (node.o) {
      if (node.o.i !== null && node.o.i !== undefined) facts.push([t.indicator, label(node.o.i)]);
      facts.push([t.value, `${node.o.b && node.o.b !== "exact" ? concept(`bound/${node.o.b}`) + " " : ""}${figure(node.o.v, node.o.u, language)}`], [t.period, node.o.t]);
      if (node.o.a !== null && node.o.a !== undefined) facts.push([t.area, label(node.o.a)]);
      facts.push([pick(page.properties.measureKind), concept(`measure-kind/${node.o.k}`)]);
      if (node.o.g) facts.push([pick(page.properties.direction), concept(`direction/${node.o.g}`)]);
      if (node.o.y) facts.push([pick(page.properties.baseline), concept(`baseline/${node.o.y}`)]);
    }
    const merged = new Map();
    for (const [name, value] of facts) merged.set(name, merged.has(name) ? `${merged.get(name)}，${value}` : value);
    const hidden = around[id].map((edge) => far(id, edge)).filter((other) => !visible.has(other) && page.classes[nodes[other].c].shown && passes(other));
    const neighbours = (key) => [...new Set(around[id].map((edge) => far(id, edge)).filter((other) => keyOf(nodes[other]) === key && !visible.has(other)))];
    const toDraw = neighbours("Indicator"), values = neighbours("Observation");
    const reveal = (ids) => () => { ids.forEach((other) => state.revealed.add(other)); state.revealed.add(id); apply(); show("node", id, false); };
    const relations = around[id].filter((edge) => !["Observation", "Indicator"].includes(keyOf(nodes[far(id, edge)])) || keyOf(node) === "Observation");
    relations.sort((a, b) => edges[a].relation - edges[b].relation || (edges[a].source === id) - (edges[b].source === id) || far(id, a) - far(id, b));
    const figures = keyOf(node) === "Observation" ? [] : figuresOf[id];
    return [
      el("div", { class: "kind" }, icon(style), className(node.c), node.k ? ` · ${concept(node.k)}` : "", modalityTag(node.d), closer()),
      el("h2", { lang: "zh" }, label(id)),
      language === "en" && node.e ? el("p", { class: "also", lang: "zh" }, node.l) : null,
      node.n ? el("p", { class: "also" }, t.also, node.n.join("、")) : null,
      merged.size ? el("dl", { class: "facts" }, [...merged].map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])) : null,
      el("div", { class: "actions" },
        hidden.length ? el("button", { type: "button", class: "button", id: "expand", onclick: reveal(hidden) }, t.expand(new Set(hidden).size)) : null,
        toDraw.length ? el("button", { type: "button", class: "button", id: "draw-indicators", onclick: reveal(toDraw) }, t.indicators(toDraw.length)) : null,
        values.length ? el("button", { type: "button", class: "button", onclick: reveal(values) }, t.values(values.length)) : null,
        around[id].length ? el("button", { type: "button", class: "button", id: "around", onclick: () => { state.focus = state.focus === id ? null : id; apply(); fit(); show("node", id, false); } }, state.focus === id ? t.aroundOff : t.around) : null),
      figures.length ? [el("h3", {}, t.figures, el("span", { class: "count" }, number(figures.length))), ...table(figures, keyOf(node) === "Indicator")] : null,
      relations.length ? [el("h3", {}, t.relations, el("span", { class: "count" }, number(relations.length))), ...some(relations, 12, (edge) => {
        const other = far(id, edge);
        const forwards = edges[edge].source === id;
        const names = page.relations[edges[edge].relation];
        return el("li", {},
          el("span", { class: "how" }, names[(forwards ? 0 : 2) + (language === "zh" ? 0 : 1)]),
          el("button", { type: "button", class: "to", onclick: () => show("node", other) }, icon(page.classes[nodes[other].c], 11), el("span", {}, label(other))),
          edges[edge].mentions.length ? el("button", { type: "button", class: "proof", "data-edge": edge, onclick: () => show("edge", edge) }, t.proof(edges[edge].mentions.length)) : null);
      }, "ul", { class: "relations" })] : null,
      node.m ? sentences(node.m, node.mm) : [el("h3", {}, t.sentences), el("p", { class: "quiet" }, page.evidence ? t.noSentence : t.noEvidence)],
    ];
  };

  const edgePanel = (id) => {
    const t = text();
    const edge = edges[id];
    const end = (node) => el("button", { type: "button", onclick: () => show("node", node) }, label(node));
    return [
      el("div", { class: "kind" }, t.relation, closer()),
      el("h2", { class: "triple" }, end(edge.source), el("span", { class: "arrow" }, `↓ ${page.relations[edge.relation][language === "zh" ? 0 : 1]}`), end(edge.target)),
      edge.mentions.length ? sentences(edge.mentions) : [el("h3", {}, t.sentences), el("p", { class: "quiet" }, page.evidence ? t.derived : t.noEvidence)],
    ];
  };

  const overview = () => {
    const t = text();
    const drawnDegree = (id) => around[id].filter((edge) => page.classes[nodes[far(id, edge)].c].shown).length;
    const top = nodes.map((_, id) => id).filter((id) => page.classes[nodes[id].c].shown && keyOf(nodes[id]) !== "Report").sort((a, b) => drawn[b].size - drawn[a].size || a - b).slice(0, 10);
    const item = (id) => el("li", {}, el("button", { type: "button", onclick: () => show("node", id) }, icon(page.classes[nodes[id].c]), el("span", { class: "name" }, label(id)), el("span", { class: "count" }, number(drawnDegree(id)))));
    return [
      el("h2", {}, t.overview),
      el("ul", { class: "intro" }, t.how.map((line) => el("li", {}, line))),
      top.length ? [el("h3", {}, t.top), el("ul", { class: "top" }, top.map(item))] : null,
      page.reports.length ? [el("h3", {}, t.reports, el("span", { class: "count" }, page.reports.length)), ...some(page.reports.map((_, index) => index), 8, (index) => {
        const report = page.reports[index];
        const body = [el("span", { class: "name" }, report.title), el("span", { class: "count" }, report.year ?? "")];
        return el("li", {}, report.node === null ? el("span", {}, body) : el("button", { type: "button", onclick: () => show("node", report.node) }, body));
      }, "ul", { class: "top" })] : null,
    ];
  };

  const panel = () => {
    const { selected } = state;
    const parts = !selected ? overview() : selected.type === "node" ? nodePanel(selected.id) : edgePanel(selected.id);
    by("panel").replaceChildren(...parts.flat(3).filter(Boolean));
    by("panel").scrollTop = 0;
    by("panel").classList.toggle("open", Boolean(selected));
  };

  /** Select a node or an edge (null: nothing); what is not drawn yet is drawn, and comes into view. */
  const show = (type, id, move = true) => {
    state.selected = type === null ? null : { type, id };
    if (type !== null) {
      const ends = type === "node" ? [id] : [edges[id].source, edges[id].target];
      const missing = ends.filter((end) => !visible.has(end));
      if (missing.length) {
        state.focus = null;
        missing.forEach((end) => state.revealed.add(end));
        const selected = state.selected;
        apply();
        state.selected = selected;
      }
    }
    highlight();
    panel();
    if (type === "node" && move && visible.has(id)) bring(id);
  };
  const bring = (id) => {
    const at = view.canvasToDOM({ x: drawn[id].x, y: drawn[id].y });
    const covered = by("panel").offsetWidth === stage.offsetWidth ? by("panel").offsetHeight : 0;
    const [wide, high] = [stage.clientWidth, stage.clientHeight - covered];
    if (at.x > 60 && at.y > 40 && at.x < wide - 60 && at.y < high - 40 && view.getScale() > 0.35) return;
    const scale = Math.max(view.getScale(), 0.7);
    const position = view.getPosition(id);
    view.moveTo({ position: { x: position.x, y: position.y + covered / 2 / scale }, scale, animation: calm ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fit = () => {
    if (!visible.size) return;
    view.fit({ nodes: [...visible].filter((id) => view.body.nodes[id]), animation: false, maxZoomLevel: 1.4 });
    // room for the labels at the rim
    view.moveTo({ scale: view.getScale() * (stage.clientWidth < 600 ? 0.86 : 0.93), animation: false });
  };

  // ---- pointer -----------------------------------------------------------------------------------------------------
  view.on("click", ({ nodes: hitNodes, edges: hitEdges }) => {
    if (hitNodes.length) show("node", hitNodes[0], false);
    else if (hitEdges.length) show("edge", hitEdges[0], false);
    else show(null);
  });
  view.on("doubleClick", ({ nodes: hitNodes }) => {
    if (hitNodes.length) { const button = by("expand"); if (button) button.click(); }
  });
  const tip = by("tip");
  const point = (event, ...content) => {
    tip.replaceChildren(...content.filter(Boolean));
    tip.hidden = false;
    const box = stage.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    tip.style.left = `${Math.max(8, Math.min(x + 16, box.width - tip.offsetWidth - 10))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.height ? Math.max(8, y - tip.offsetHeight - 14) : y + 18}px`;
  };
  view.on("hoverNode", ({ node: id, event }) => {
    const node = nodes[id];
    hovered = id;
    stage.style.cursor = "pointer";
    point(event, el("b", {}, label(id)), el("span", { class: "where" }, className(node.c), node.k ? ` · ${concept(node.k)}` : ""), node.m ? sentence(node.m[0]) : null);
  });
  view.on("hoverEdge", ({ edge: id, event }) => {
    if (hovered !== null) return;
    const edge = edges[id];
    stage.style.cursor = "pointer";
    point(event, el("b", {}, `${short(label(edge.source))} → ${short(label(edge.target))}`), el("span", { class: "where" }, page.relations[edge.relation][language === "zh" ? 0 : 1]), edge.mentions.length ? sentence(edge.mentions[0]) : null);
  });
  const leave = () => { tip.hidden = true; stage.style.cursor = ""; };
  view.on("blurNode", () => { hovered = null; leave(); });
  view.on("blurEdge", leave);
  view.on("dragStart", leave);
  view.on("dragEnd", ({ nodes: moved }) => {
    for (const id of moved) Object.assign(drawn[id], view.getPosition(id));
    highlight();
  });
  view.on("zoom", leave);

  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) {
      const [dx, dy] = KEYS[event.key];
      const step = 60 / view.getScale();
      const { x, y } = view.getViewPosition();
      view.moveTo({ position: { x: x + dx * step, y: y + dy * step } });
    } else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });

  // ---- search ------------------------------------------------------------------------------------------------------
  const box = by("search"), found = by("found");
  let hits = [], current = -1;
  const search = (query) => {
    const wanted = query.trim().toLowerCase();
    if (!wanted) return [];
    const results = [];
    nodes.forEach((node, id) => {
      let best = 9;
      for (const name of [node.l, node.e, ...(node.n || [])]) {
        if (!name) continue;
        const at = name.toLowerCase().indexOf(wanted);
        if (at >= 0) best = Math.min(best, name.length === wanted.length ? 0 : at === 0 ? 1 : 2);
      }
      if (best < 9) results.push([best + (page.classes[node.c].shown ? 0 : 3), -drawn[id].size, id]);
    });
    return results.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 60).map((entry) => entry[2]);
  };
  const list = () => {
    const t = text();
    const open = box.value.trim() !== "";
    found.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    found.replaceChildren(...(hits.length ? hits.map((id, at) => el("li", { role: "option", id: `hit-${at}`, "data-node": id, "aria-selected": String(at === current), onmousedown: (event) => { event.preventDefault(); choose(id); } },
      icon(page.classes[nodes[id].c]), el("span", { class: "name" }, label(id)), el("small", {}, className(nodes[id].c)))) : [el("li", { class: "empty" }, t.notFound(box.value.trim()))]));
    if (current >= 0) { box.setAttribute("aria-activedescendant", `hit-${current}`); found.children[current].scrollIntoView({ block: "nearest" }); } else box.removeAttribute("aria-activedescendant");
  };
  const choose = (id) => {
    found.hidden = true;
    box.setAttribute("aria-expanded", "false");
    show("node", id);
  };
  box.addEventListener("input", () => { hits = search(box.value); current = hits.length ? 0 : -1; list(); });
  box.addEventListener("focus", () => { if (box.value.trim()) list(); });
  box.addEventListener("blur", () => { found.hidden = true; box.setAttribute("aria-expanded", "false"); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) current = (current + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      list();
    } else if (event.key === "Enter" && current >= 0) choose(hits[current]);
    else if (event.key === "Escape") { box.value = ""; hits = []; list(); }
  });

  // ---- buttons -----------------------------------------------------------------------------------------------------
  const words = () => {
    govkg.translate(text(), language);
    for (const part of by("language").querySelectorAll("span")) part.classList.toggle("on", part.lang === language);
    filters();
    panel();
    tell();
    view.redraw();
  };
  /** The picture as it stands, on white, with title and legend: a PNG as a data URL. */
  const picture = () => {
    const source = stage.querySelector("canvas");
    const ratio = source.width / source.clientWidth;
    const [head, foot] = [46 * ratio, 40 * ratio];
    const canvas = el("canvas", { width: source.width, height: source.height + head + foot });
    const context = canvas.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, head);
    context.scale(ratio, ratio);
    context.textBaseline = "middle";
    context.fillStyle = "#1d242e";
    context.font = `600 17px ${FONT}`;
    context.fillText(page.title, 16, 24, source.clientWidth - 32);
    context.font = `13px ${FONT}`;
    let x = 16;
    const y = canvas.height / ratio - 20;
    page.classes.forEach((style, index) => {
      if (![...visible].some((id) => nodes[id].c === index)) return;
      context.fillStyle = style.fill;
      context.beginPath();
      context.arc(x + 6, y, 6, 0, 7);
      context.fill();
      context.fillStyle = "#1d242e";
      context.fillText(style[language], x + 18, y);
      x += 18 + context.measureText(style[language]).width + 20;
    });
    return canvas.toDataURL("image/png");
  };
  by("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; words(); });
  by("reset").addEventListener("click", () => { state = initial(); box.value = ""; hits = []; found.hidden = true; apply(); filters(); panel(); tell(); fit(); });
  by("png").addEventListener("click", () => {
    const link = el("a", { href: picture(), download: `${page.title.replace(/[\\/:*?"<>|]/g, "_")}.png` });
    link.click();
  });
  const zoom = (factor) => view.moveTo({ scale: view.getScale() * factor, animation: calm ? false : { duration: 180, easingFunction: "easeOutQuad" } });
  by("closer").addEventListener("click", () => zoom(1.45));
  by("farther").addEventListener("click", () => zoom(1 / 1.45));
  by("fit").addEventListener("click", fit);
  const drawer = (open) => { by("filters").classList.toggle("open", open); by("open-filters").setAttribute("aria-expanded", String(open)); };
  by("open-filters").addEventListener("click", () => drawer(!by("filters").classList.contains("open")));
  by("stage").addEventListener("pointerdown", () => drawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== box) { drawer(false); show(null); }
    if (event.key === "/" && !/INPUT|SELECT/.test(event.target.tagName)) { event.preventDefault(); box.focus(); }
  });

  // ---- start -------------------------------------------------------------------------------------------------------
  apply();
  words();
  let fitted = stage.clientWidth > 0;
  fit();
  // inside a hidden tab or frame there is no size at first
  view.on("resize", ({ width: wide }) => { if (!fitted && wide > 0) { fitted = true; fit(); } });
  if (page.start !== null) show("node", page.start);
  window.addEventListener("load", () => view.redraw());
  /** For scripts and tests: what is in the page and on the screen. */
  window.govkgPage = {
    network: view, picture, show,
    data: () => ({ nodes: nodes.length, edges: edges.length }),
    shown: () => ({ nodes: dots.length, edges: lines.length, labels: shownLabels.length }),
    labels: () => shownLabels,
  };
  document.documentElement.dataset.ready = "true";
})();
