/** The shapes that the library's modules pass to each other. For reading and type checks only: no page loads this file. */

/** One entry per parameter, among them `seed`. */
export type Values = Record<string, any>

export interface Parameter {
  label: string
  kind: 'integer' | 'number' | 'choice' | 'flag'
  default: number | string | boolean
  min?: number
  max?: number
  step?: number
  unit?: string
  /** Value to label, for a choice. */
  options?: Record<string, string>
  /** How a number is entered: by a slider (default) or in a number box. */
  control?: 'slider' | 'box'
  /** Its control is shown only if each of these parameters has one of these values. */
  show?: Record<string, any[]>
  /** Key of the aside it belongs to; changing it starts no run. */
  aside?: string
}
export type Parameters = Record<string, Parameter>

/** Fingerprints that a copied link carries. */
export type Digests = { run?: string; experiment?: string }

/** The first column names the rows. */
export type Table = { caption: string; columns: string[]; rows: (string | number)[][] }

export type Verdict = 'held' | 'did not hold' | 'inconclusive'
export type Measure = Record<string, number>

/** What `model.js` exports as `experiment`. */
export interface Test {
  /** How many seeds, at least 10 (default); they follow the chosen seed. */
  seeds?: number
  /** The numbers kept of one run. */
  measure(result: any, values: Values): Measure
  judge(measures: Measure[], values: Values): { verdict: Verdict; sentence: string }
}

/** What `definition.json` says of it. */
export interface Wording {
  /** What is tested, as a sentence about this toy. */
  claim: string
  /** When a seed agrees; the library adds how many must. */
  rule: string
  /** Columns of its table; the library adds mean and range. A format is a name of FORMATS in numbers.js. */
  columns: { key: string; label: string; format?: keyof typeof import('./numbers.js').FORMATS }[]
}

/** Both together. */
export interface Experiment extends Test {
  claim: string
  rule: string
  columns: { key: string; label: string; format?: (x: number) => string }[]
}

/** A calculator below the run: instant, without a worker. */
export interface Aside {
  /** Parameters with `aside: key` belong to it. */
  key: string
  title: string
  lead: string
  describe(values: Values): string
  table(values: Values): Table
  /** Figures as HTML text. */
  draw(values: Values, width: number): string
}

export interface Preset {
  label: string
  /** What differs from the standard values, of the run or of the aside. */
  values: Values
  fails?: boolean
  /** Key of the aside that it sets, and where its button stands. */
  aside?: string
}

/** What `definition.json` holds. */
export interface Words {
  title: string
  /** What one sees and can change, in a sentence or two. */
  lead: string
  /** `seed` is added if missing. */
  parameters: Parameters
  /** Settings as buttons; at least one `fails`: the claim does not hold there. */
  presets: Preset[]
  experiment: Wording
  /** One line: what the toy shares with real systems, and what not. */
  note: string
  /** What only its own view reads. */
  text?: any
}

/** What `view.js` adds. */
export interface View {
  /** The element is `llm-explorable-NAME`, the keys in the address are `NAME.…`. */
  name: string
  /** Corrects, in place, values that do not fit together; returns a sentence for each. */
  constrain?(values: Values): string[]
  /** What was counted, for the line of facts, without a final period. */
  counts(result: any, values: Values): string
  /** The result in a sentence or two, which stay in view beside the controls. */
  describe(result: any, values: Values): string
  /** What else the result says, below the controls. */
  explain?(result: any, values: Values): string
  table(result: any, values: Values): Table
  /** Figures as HTML text (plot.js, bars.js, heat.js); also called with each `partial`. */
  draw(result: any, values: Values, width: number): string
  asides?: Aside[]
}

export type Definition = Omit<Words, 'experiment'> & View & { experiment: Experiment }

/** What the controls of an explorable do. */
export interface Actions {
  set(changes: Values, note?: string): void
  compute(kind: 'run' | 'experiment'): void
  pause(): void
  copy(): void
}
/** Elements that change, by name; the controls by the key of their parameter, the presets in order. */
export type Parts = {
  controls: Record<string, { element: HTMLElement; set(value: any): void }>
  presets: HTMLElement[]
  [name: string]: any
}

export interface Job {
  /** Address of the model module. */
  module: string
  kind: 'run' | 'experiment'
  values: Values
}
export interface Progress {
  /** Done so far, 0 to 1. */
  fraction: number
  /** A result so far, to draw. */
  partial?: any
}
export interface Outcome {
  result: any
  /** Spent computing; pauses do not count. */
  milliseconds: number
}
export interface Running {
  /** null if stopped; rejects with the model's error. `place` is worker or page. */
  outcome: Promise<(Outcome & { place: string }) | null>
  pause(): void
  resume(): void
  /** Ends the job and its worker at once. */
  stop(): void
}

export interface Common {
  title: string
  /** What the figure shows, for those who cannot see it. */
  description: string
  width: number
  height?: number
}
export interface Axis {
  label: string
  /** From the data if missing. */
  min?: number
  max?: number
  log?: boolean
  format?: (x: number) => string
}
export interface Layer {
  /** A band's values are [x, low, high]; the others' [x, y], in the order of x. */
  kind: 'line' | 'points' | 'band'
  values: number[][]
  /** For the legend. */
  label?: string
  /** 1 to 5. */
  series?: number
}
