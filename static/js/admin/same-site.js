/* Asking the server from a page that may have been open for longer than its session. */

import { ask } from "./dialog.js"

export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? ""

/* Sends fields, and answers with what the server said, or with `isSignedOut` or `isAway`. */
export async function post(address, fields) {
  try {
    const response = await fetch(address, {
      method: "POST",
      body: fields,
      redirect: "manual", // to the page for signing in
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token() },
    })
    if (response.type === "opaqueredirect") return { isSignedOut: true }
    if (response.headers.get("Content-Type")?.startsWith("application/json")) return await response.json()
    return response.status === 403 ? { isSignedOut: true } : { isAway: true }
  } catch {
    return { isAway: true }
  }
}

/* What the server knows, or null where it does not answer, knows nothing, or asks to sign in first. */
export async function read(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } })
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}

/* Signing in again changes the token that a form has to carry. */
export function withToken(form) {
  if (token()) form.elements.csrfmiddlewaretoken.value = token()
}

/* Asks for the password until it is right, or until somebody cancels; whether they are signed in. */
export async function signInAgain(address, username) {
  for (let message = ""; ; message = "That is not the password of this account. Please try again.") {
    const password = await ask({
      title: "Please sign in again",
      label: `Password of ${username}`,
      type: "password",
      message: message || "Your session has ended. What you wrote is still here.",
    })
    if (password === null) return false
    if (!token()) await fetch(address)
    const answer = await post(address, new URLSearchParams({ username, password, next: address }))
    if (answer.isSignedOut) return true // led on from the page for signing in
  }
}
