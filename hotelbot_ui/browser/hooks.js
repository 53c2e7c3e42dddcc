// What the Python components import: the store as React hooks, and every action by name.
import "@fontsource-variable/inter";
import { createElement, Fragment, useEffect, useState, useSyncExternalStore } from "react";
import * as ai_drafts from "./ai_drafts.js";
import * as ai_rules from "./ai_rules.js";
import * as alerts from "./alerts.js";
import * as attaching from "./attaching.js";
import * as builder from "./builder.js";
import * as candidates from "./candidates.js";
import * as canned from "./canned.js";
import * as channels from "./channels.js";
import * as composer from "./composer.js";
import * as help from "./help.js";
import * as inbox from "./inbox.js";
import * as cost from "./cost.js";
import * as delivery from "./delivery.js";
import * as doubts from "./doubts.js";
import * as files from "./files.js";
import * as evidence from "./evidence.js";
import * as finding from "./finding.js";
import * as figures from "./figures.js";
import { guardFocus } from "./focus.js";
import * as golden from "./golden.js";
import * as handling from "./handling.js";
import { listenToKeys } from "./keys.js";
import * as intakes from "./intakes.js";
import * as knowledge from "./knowledge.js";
import * as ledger from "./ledger.js";
import * as languages from "./languages.js";
import * as letters from "./letters.js";
import * as lines from "./lines.js";
import * as lists from "./lists.js";
import { poll, receive } from "./live.js";
import * as merging from "./merging.js";
import * as moods from "./moods.js";
import * as mailing from "./mailing.js";
import * as notifications from "./notifications.js";
import * as outgoing from "./outgoing.js";
import * as palette from "./palette.js";
import * as picking from "./picking.js";
import * as planned from "./planned.js";
import * as presence from "./presence.js";
import * as privacy from "./privacy.js";
import * as promises from "./promises.js";
import * as recovery from "./recovery.js";
import * as rehearsal from "./rehearsal.js";
import * as saved_views from "./saved_views.js";
import * as scroller from "./scroller.js";
import * as second from "./second.js";
import * as session from "./session.js";
import { get, initial, set, subscribe } from "./store.js";
import * as skips from "./skips.js";
import * as stays from "./stays.js";
import * as templates from "./templates.js";
import { placeOf as findingPlace, stayLabel } from "./template_view.js";
import * as translating from "./translating.js";
import * as toasts from "./toasts.js";
import * as triggers from "./triggers.js";
import * as windowing from "./windowing.js";
import { loadWords, told } from "./words.js";
import * as wrong from "./wrong.js";

export * as clock from "./clock.js";
export { say } from "./words.js";

const START = initial();

export const useLive = (key) =>
  useSyncExternalStore((tell) => subscribe(key, tell), () => get(key), () => START[key]);

export const usePush = (push) => useEffect(() => receive(push), [push]);
export const useKeys = (keymap) => useEffect(() => listenToKeys(keymap), []);
// Reads the truth now and then for as long as the live connection is lost.
export const usePolling = (lost) => useEffect(() => (lost ? poll() : undefined), [lost]);
export const useFocus = () => useEffect(guardFocus, []);
export const usePictureKeys = () => useEffect(files.listenToArrows, []);
export const useStart = (action, ...args) => useEffect(() => void act[action](...args), []);

// The first drawing has to be the one the server prepared, in English. When the catalogue is there,
// everything below is drawn anew; until then nothing shows (layouts/language.py).
export function Words({ children }) {
  const [drawn, redraw] = useState("en");
  useEffect(() => {
    loadWords().then((language) => {
      redraw(language);
      delete document.documentElement.dataset.words;
    });
  }, []);
  return createElement(Fragment, { key: drawn }, children);
}

export function useTitle() {
  const { waiting } = useLive("counts");
  useEffect(() => {
    document.title = waiting ? `(${waiting}) Hotelbot` : "Hotelbot";
  }, [waiting]);
}

// Set on the capture phase: rx.el.form puts its own handler on the bubbling one.
const submitted = (run) => (event) => {
  event.preventDefault();
  run(event.currentTarget);
};

export const act = {
  ...ai_drafts,
  ...ai_rules,
  ...alerts,
  ...attaching,
  ...builder,
  ...candidates,
  ...canned,
  ...channels,
  ...composer,
  ...cost,
  ...delivery,
  ...doubts,
  ...evidence,
  ...finding,
  ...figures,
  ...files,
  ...golden,
  ...handling,
  ...help,
  ...inbox,
  ...intakes,
  ...knowledge,
  ...languages,
  ...ledger,
  ...letters,
  ...lines,
  ...lists,
  ...merging,
  ...moods,
  ...mailing,
  ...notifications,
  ...outgoing,
  ...palette,
  ...picking,
  ...planned,
  ...presence,
  ...privacy,
  ...promises,
  ...saved_views,
  ...recovery,
  ...rehearsal,
  ...scroller,
  ...second,
  ...session,
  ...skips,
  ...stays,
  ...templates,
  ...toasts,
  ...translating,
  findingPlace,
  told,
  stayLabel,
  ...triggers,
  ...wrong,
  ...windowing,
  reload: () => location.reload(),
  put: (key, value) => set({ [key]: value }),
  onReads: ({ target }) => languages.chooseReads(target.value),
  onScreens: ({ target }) => languages.chooseLanguage(target.value),
  onSave: submitted(lists.save),
  onDiscard: submitted(letters.discard),
  onLogin: submitted(session.login),
  onInvitation: submitted(session.acceptInvitation),
  onTyped: (event) => lists.typed(event.target.name, event.target.value),
  onTemplate: (event) => templates.typeTemplate(event.target.value),
  onTemplateName: (event) => templates.nameTemplate(event.target.value),
  onTemplateClass: (event) => templates.classTemplate(event.target.value),
  onTemplateStay: (event) => templates.pickTemplateStay(event.target.value),
  onTemplateLanguage: (event) => {
    templates.addTemplateLanguage(event.target.value);
    event.target.value = "";
  },
  onSince: ({ target }) => templates.chooseVersion(Number(target.dataset.version), Number(target.value)),
  onStaySearch: (event) => stays.searchStays(event.target.value),
  onAttach: ({ target }) => {
    attaching.attachFiles([...target.files]);
    target.value = "";
  },
  onCannedFiles: ({ target }) => canned.addCannedFiles(target),
  onStayFile: (event) => stays.uploadStays(event.target),
  onColumn: ({ target }) => stays.mapColumn(target.dataset.field, target.value),
  onDayOrder: (event) => stays.orderDays(event.target.value),
  onComplaintWords: submitted(recovery.sayComplaint),
  onErase: submitted(privacy.eraseGuest),
  onAiBudget: submitted(cost.saveAiBudget),
  onBudget: submitted(recovery.saveBudget),
  onLadder: submitted(recovery.saveLadder),
  onOwner: ({ target }) => recovery.ownComplaint(target.dataset.id, target.value),
  onAlertAssign: ({ target }) => alerts.assignAlert(target.dataset.id, target.value),
  onKnowledgeFilter: ({ target }) => knowledge.narrowKnowledge({ [target.name]: target.value }),
  onKnowledgeSearch: (event) => knowledge.searchKnowledge(event.target.value),
  onKnowledgeFile: (event) => intakes.uploadKnowledge(event.target),
  onKnowledgeAddress: submitted(intakes.readAddress),
  onPublishHeld: submitted(golden.publishHeld),
  onAcceptGolden: submitted(golden.acceptGolden),
  onStageMode: ({ target }) => ai_rules.setStageMode(target.dataset.stage, target.value),
  onVipMode: ({ target }) => ai_rules.setVipMode(target.value),
  onReplyDelay: ({ target }) => ai_rules.setReplyDelay(target.value),
  onTopic: submitted(ai_rules.saveTopic),
  onLater: submitted(planned.saveLater),
  onMergeSearch: (event) => merging.searchOther(event.target.value),
  onDigest: ({ target }) => mailing.chooseMail(target.value),
  onQuiet: submitted(notifications.saveQuiet),
  onSnoozeAt: submitted(handling.snoozeAt),
  onSaveView: submitted(saved_views.saveView),
  onAssign: ({ target }) => handling.assign(target.value),
  onTeam: ({ target }) => handling.setTeam(target.value),
  onPriority: ({ target }) => handling.setPriority(target.value),
  onLabel: ({ target }) => handling.addLabel(target.value),
  onSnooze: ({ target }) => handling.snooze(target.value),
  onManyAssign: ({ target }) => picking.manyAssign(target.value),
  onManyLabel: ({ target }) => picking.manyLabel(target.value),
  onManyPriority: ({ target }) => picking.manyPriority(target.value),
  onManySnooze: ({ target }) => picking.manySnooze(target.value),
  onNarrow: ({ target }) => inbox.narrow({ [target.name]: target.value }),
  onPalette: (event) => palette.searchPalette(event.target.value),
  // A browser leaves half of what it focuses out of sight.
  intoSight: ({ target }) => target.scrollIntoView({ block: "nearest", inline: "nearest" }),
  // On a phone not all parts of a screen stand beside each other; the one that is open does.
  mountTab: (tab) => tab?.scrollIntoView({ block: "nearest", inline: "center" }),
  onSearch: (event) => finding.search(event.target.value),
  onListScroll: ({ currentTarget: box }) => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 1200) inbox.moreRows();
  },
  onFoundScroll: ({ currentTarget: box }) => {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < 400) finding.findMore();
  },
};
