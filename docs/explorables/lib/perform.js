/**
 * Performs a job (a run or an experiment of a model module) as a generator in slices of time, in
 * a worker or on the page itself.
 * @import { Job, Outcome, Progress } from './types'
 */
import { trials } from './experiment.js'
import * as place from './place.js'

const REPORT_EVERY = 80 // milliseconds between reports of progress

/** Pauses and stops a job. */
export class Switch {
  stopped = false
  /** @type {Promise<void> | null} */
  paused = null
  #go = () => {}

  pause() {
    this.paused ??= new Promise((resolve) => (this.#go = resolve))
  }

  resume() {
    this.paused = null
    this.#go()
  }

  stop() {
    this.stopped = true
    this.resume()
  }

  /** Lets other tasks run, and waits while paused. */
  async turn() {
    await new Promise((resolve) => setTimeout(resolve))
    while (this.paused) await this.paused
  }
}

/**
 * @param {Job} job
 * @param {{ slice: number, control: Switch, report: (progress: Progress) => void }} options `slice` in milliseconds
 * @returns {Promise<Outcome | null>} null if stopped
 */
export async function perform(job, { slice, control, report }) {
  const model = await place.model(job.module)
  const generator = job.kind === 'run' ? model.run(job.values) : trials(model, job.values)
  let milliseconds = 0
  let reported = performance.now()
  for (;;) {
    const began = performance.now()
    let now = began
    while (now - began < slice) {
      const step = generator.next()
      now = performance.now()
      if (step.done) return { result: step.value, milliseconds: milliseconds + now - began }
      if (step.value && now - reported > REPORT_EVERY) {
        reported = now
        report(step.value)
      }
    }
    milliseconds += now - began
    await control.turn()
    if (control.stopped) return null
  }
}
