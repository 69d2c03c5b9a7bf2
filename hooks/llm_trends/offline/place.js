// Stands for docs/explorables/lib/place.js where a browser reads from disk. There it loads neither
// modules nor workers by their address, so the model is part of the script, and so is the text of
// the worker; `the:model` and `the:worker` are what bundle.mjs puts in their place.
import * as only from 'the:model'
import text from 'the:worker'

export const model = async () => only

export const worker = () => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
  try {
    return new Worker(address)
  } finally {
    setTimeout(() => URL.revokeObjectURL(address), 60_000) // after it has surely begun
  }
}
