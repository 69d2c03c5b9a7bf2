/**
 * Four merges. Each function gives one writer's copy: its text; `edit`, which inserts a letter (null:
 * deletes the one there) and returns the message to send; `receive`. Letters are numbers, to follow
 * them. A text is replaced, never altered. An operation { at, letter, writer } at -1 does nothing.
 */
const letters = (count) => [...Array(count).keys()]

export function apply(text, { at, letter }) {
  const next = text.slice()
  if (letter !== null) next.splice(at, 0, letter)
  else if (at >= 0) next.splice(at, 1)
  return next
}

/** Takes in all waiting messages but those for which `take` returns false. */
function settle(waiting, take) {
  for (let i = 0; i < waiting.length; i++) {
    if (take(waiting[i]) === false) continue
    waiting.splice(i, 1)
    i = -1
  }
}

/** Last writer wins: the whole text with its time; the latest stays. */
export function register(count, writer) {
  const copy = {
    text: letters(count),
    stamp: -1,
    edit(at, letter, time) {
      const message = { text: apply(copy.text, { at, letter }), stamp: 4 * time + writer }
      copy.receive(message)
      return message
    },
    receive(message) {
      if (message.stamp > copy.stamp) Object.assign(copy, message)
    },
  }
  return copy
}

/**
 * A sequence CRDT: the replicated growable array (Roh and others, 2011). A letter has an identity,
 * 4 × counter + writer, and names the one it follows; a deleted one stays as a tombstone.
 */
export function sequence(count, writer) {
  let counter = count
  const items = letters(count).map((letter) => ({ id: 4 * (letter + 1) + 3, letter, gone: false }))
  const waiting = /** @type {any[]} */ ([])
  const identity = (letter) => items.find((item) => item.letter === letter)?.id ?? 0
  const copy = {
    text: letters(count),
    edit(at, letter) {
      const message =
        letter === null
          ? { gone: identity(copy.text[at]) }
          : { id: 4 * (counter + 1) + writer, letter, after: identity(copy.text[at - 1]) }
      copy.receive(message)
      return message
    },
    receive(message) {
      waiting.push(message)
      settle(waiting, ({ id, letter, after, gone }) => {
        let at = items.findIndex((item) => item.id === (gone ?? after))
        if (at < 0 && after !== 0) return false // what it names is not there yet
        if (gone) {
          items[at].gone = true
          return
        }
        do at++
        while (at < items.length && items[at].id > id)
        items.splice(at, 0, { id, letter, gone: false })
        counter = Math.max(counter, id >> 2)
      })
      copy.text = items.filter((item) => !item.gone).map((item) => item.letter)
    },
  }
  return copy
}

/** Operation a, rewritten to follow the concurrent b. */
export function transform(a, b) {
  const same = a.at === b.at
  if (a.at < 0 || b.at < 0) return a
  if (b.letter !== null) {
    const after = a.at > b.at || (same && (a.letter === null || a.writer > b.writer))
    return after ? { ...a, at: a.at + 1 } : a
  }
  if (same && a.letter === null) return { ...a, at: -1 }
  return a.at > b.at ? { ...a, at: a.at - 1 } : a
}

/** One end of a line on which operations cross (Jupiter: Nichols and others, 1995). */
function line() {
  let [sent, out, came] = [/** @type {any[]} */ ([]), 0, 0]
  return {
    send(operation) {
      sent.push({ number: ++out, operation })
      return { operation, seen: came }
    },
    receive({ operation, seen }) {
      came++
      sent = sent.filter(({ number }) => number > seen)
      for (const one of sent) {
        ;[operation, one.operation] = [transform(operation, one.operation), transform(one.operation, operation)]
      }
      return operation
    },
  }
}

/** Operational transformation, a writer's end: all goes to and comes from the server. */
export function client(count, writer) {
  const { send, receive } = line()
  const copy = {
    text: letters(count),
    edit(at, letter) {
      const operation = { at, letter, writer }
      copy.text = apply(copy.text, operation)
      return send(operation)
    },
    receive(message) {
      copy.text = apply(copy.text, receive(message))
    },
  }
  return copy
}

/** Its server answers with a message for every other writer, in the order in which operations come. */
export function server(writers) {
  const lines = Array.from({ length: writers }, line)
  return (message, writer) => {
    const operation = lines[writer].receive(message)
    return lines.map(({ send }, w) => (w === writer ? null : send(operation)))
  }
}

/**
 * Transformation without a server (as adOPTed: Ressel and others, 1996). A message says how many
 * operations of each writer its own had seen; the others it follows in this copy's order.
 */
export function peer(count, writer, writers) {
  const clock = Array(writers).fill(0)
  const history = /** @type {any[]} */ ([])
  const waiting = /** @type {any[]} */ ([])
  const forms = new Map()

  const take = (message, form) => {
    copy.text = apply(copy.text, form)
    history.push(message)
    clock[message.operation.writer]++
  }
  /** The message's operation after all that a clock counts. */
  const rewrite = (message, now) => {
    const { operation, seen } = message
    if (seen.every((c, w) => c === now[w])) return operation
    const key = [operation.writer, seen[operation.writer], ...now].reduce((number, c) => 256 * number + c)
    if (!forms.has(key)) {
      const last = history.filter(({ operation: { writer: w }, seen: s }) => s[w] < now[w] && s[w] >= seen[w]).pop()
      const before = now.map((c, w) => (w === last.operation.writer ? c - 1 : c))
      forms.set(key, transform(rewrite(message, before), rewrite(last, before)))
    }
    return forms.get(key)
  }
  const copy = {
    text: letters(count),
    edit(at, letter) {
      const message = { operation: { at, letter, writer }, seen: clock.slice() }
      take(message, message.operation)
      return message
    },
    receive(message) {
      waiting.push(message)
      settle(waiting, (one) => {
        const w = one.operation.writer
        if (one.seen[w] !== clock[w] || one.seen.some((c, v) => c > clock[v])) return false
        take(one, rewrite(one, clock))
      })
    },
  }
  return copy
}
