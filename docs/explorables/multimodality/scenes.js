/** Small pictures of colored shapes, and their captions. A scene is a list of objects [color, shape]. */

export const COLORS = [
  [1, 0.15, 0.15],
  [0.1, 0.85, 0.2],
  [0.25, 0.4, 1],
  [1, 0.9, 0.1],
  [0.9, 0.2, 0.9],
]
/** Five rows of five pixels. */
export const SHAPES = [
  '1111110001100011000111111',
  '0010001010100010101000100',
  '0010000100111110010000100',
  '1000101010001000101010001',
  '1111100100001000010000100',
]
export const SIDE = 6 // pixels of the square that an object lies in
export const WORDS = 10 // five colors, five shapes
const NOISE = 0.15

const all = [0, 1, 2, 3, 4]
const pairs = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
]

/** Every scene; of two objects, each scene stands beside the one with the colors exchanged. */
export const scenes = (kind) =>
  kind === 'one'
    ? all.flatMap((c) => all.map((s) => [[c, s]]))
    : pairs.flatMap(([a, b]) =>
        pairs.flatMap(([s, t]) => [
          [
            [a, s],
            [b, t],
          ],
          [
            [a, t],
            [b, s],
          ],
        ]),
      )

/** Pixels (red, green and blue in turn) and where the objects lie. @param {any[]} scene @param {any} random */
export function picture(scene, random) {
  const wide = SIDE * scene.length
  const pixels = new Float64Array(wide * SIDE * 3).map(() => NOISE * random.uniform())
  const turned = random.uniform() < 0.5
  const places = scene.map(([color, shape], k) => {
    const x = SIDE * (turned ? scene.length - 1 - k : k) + random.integer(SIDE - 4)
    const y = random.integer(SIDE - 4)
    const light = 0.7 + 0.3 * random.uniform()
    for (let p = 0; p < 25; p++) {
      const at = 3 * ((y + Math.floor(p / 5)) * wide + x + (p % 5))
      if (SHAPES[shape][p] === '1') COLORS[color].forEach((c, k) => (pixels[at + k] += light * c))
    }
    return [x, y]
  })
  return { pixels, places }
}

/** A caption as numbers: its words counted, or each word in its place. @param {any[]} scene @param {boolean} order */
export function caption(scene, order) {
  const input = new Float64Array(order ? 2 * WORDS * scene.length : WORDS)
  scene.flatMap(([color, shape]) => [color, 5 + shape]).forEach((word, k) => input[order ? WORDS * k + word : word]++)
  return input
}
