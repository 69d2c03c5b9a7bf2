/** The worker: performs one job and posts its progress and result. */
import { perform, Switch } from './perform.js'

const control = new Switch()

self.onmessage = async ({ data }) => {
  if (data === 'pause') return control.pause()
  if (data === 'resume') return control.resume()
  try {
    const report = (progress) => postMessage({ progress })
    postMessage({ done: await perform(data, { slice: 40, control, report }) })
  } catch (error) {
    postMessage({ error: String(error) })
  }
}

postMessage({ ready: true })
