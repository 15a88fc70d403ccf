/* The keys of all commands, as the editor takes them and as a list to look at. */

import { Extension } from "django-prose-editor/editor"

import { windowOf } from "./dialog.js"
import { GROUPS } from "./rich-text-commands.js"

const isMac = /Mac|iP(hone|ad)/.test(navigator.platform)
const SIGNS = isMac
  ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" }
  : { Mod: "Ctrl", Alt: "Alt", Shift: "Shift" }

/* ‘Mod-Shift-s’ as it stands on the keyboard. */
export function inWords(keys) {
  return keys.split("-").map((key) => SIGNS[key] ?? key.toUpperCase()).join(isMac ? " " : " + ")
}

export const shortcuts = (host) =>
  Extension.create({
    name: "shortcuts",
    addKeyboardShortcuts() {
      const commands = GROUPS.flatMap(([, members]) => members).filter(({ keys }) => keys)
      const bound = commands.map(({ keys, act }) => [keys, () => { act(host); return true }])
      return Object.fromEntries(bound)
    },
  })

export function showShortcuts() {
  const dialog = windowOf("Keyboard shortcuts", "shortcuts")
  Object.assign(dialog.querySelector("h2"), { tabIndex: -1, autofocus: true }) // it begins at its beginning
  for (const [name, members] of GROUPS) {
    const known = members.filter(({ keys }) => keys)
    if (!known.length) continue
    const heading = document.createElement("h3")
    heading.textContent = name
    const list = document.createElement("dl")
    for (const { label, keys } of known) {
      const row = document.createElement("div")
      const [what, how] = ["dt", "dd"].map((tag) => document.createElement(tag))
      what.textContent = label
      const key = document.createElement("kbd")
      key.textContent = inWords(keys)
      how.append(key)
      row.append(what, how)
      list.append(row)
    }
    dialog.append(heading, list)
  }
  dialog.addButton("Close", () => dialog.end())
  return dialog.ended()
}
