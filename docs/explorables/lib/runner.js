/**
 * Runs a job in a module worker; if none can be started, on the page in short slices.
 * @import { Job, Progress, Running } from './types'
 */
import { perform, Switch } from './perform.js'
import * as place from './place.js'

const PATIENCE = 4000 // milliseconds for a worker to say that it is ready
let workersFail = false

class WorkerFailed extends Error {}

/** @param {Job} job @param {(progress: Progress) => void} report @returns {Running} */
export function start(job, report) {
  const control = new Switch()
  /** @type {Worker | null} */
  let worker = null
  let timer = 0
  let end = (_) => {}

  const inWorker = () =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new WorkerFailed())
      end = resolve
      timer = setTimeout(fail, PATIENCE)
      try {
        worker = place.worker()
      } catch {
        return fail()
      }
      worker.onerror = (event) => {
        event.preventDefault()
        fail()
      }
      worker.onmessage = ({ data }) => {
        clearTimeout(timer)
        if (data.progress) report(data.progress)
        else if (data.done) resolve({ ...data.done, place: 'worker' })
        else if (data.error) reject(new Error(data.error))
        else {
          worker?.postMessage(job)
          if (control.paused) worker?.postMessage('pause')
        }
      }
    }).finally(() => {
      clearTimeout(timer)
      worker?.terminate()
      worker = null
    })

  const onPage = async () => {
    const done = await perform(job, { slice: 12, control, report })
    return done && { ...done, place: 'page' }
  }

  const outcome = workersFail
    ? onPage()
    : inWorker().catch((error) => {
        if (!(error instanceof WorkerFailed)) throw error
        workersFail = true
        return onPage()
      })

  return {
    outcome,
    pause() {
      worker?.postMessage('pause')
      control.pause()
    },
    resume() {
      worker?.postMessage('resume')
      control.resume()
    },
    stop() {
      control.stop()
      end(null)
    },
  }
}
