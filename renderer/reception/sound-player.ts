import type { Sound } from './sounds.ts';

const FADE_SECONDS = 0.012;

/** Plays sounds with the oscillators of the browser. Browsers keep silent until a person has pressed something on the page. */
export class SoundPlayer {
  #context: AudioContext | null = null;

  /** Whether sounds are heard now. */
  get unlocked(): boolean {
    return this.#context?.state === 'running';
  }

  /** To be called when a key or the pointer was pressed. */
  async unlock(): Promise<boolean> {
    this.#context ??= new AudioContext();
    const context = this.#context;
    // Closed meanwhile, it is not needed any more.
    if (context.state !== 'running') await context.resume().catch(() => {});
    return this.unlocked;
  }

  play({ wave, level, notes }: Sound): void {
    const context = this.#context;
    if (!context || !this.unlocked) return;
    for (const { hertz, at, lasts } of notes) {
      const from = context.currentTime + at;
      const oscillator = new OscillatorNode(context, { type: wave, frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(level, from + FADE_SECONDS);
      gain.gain.setValueAtTime(level, from + lasts - FADE_SECONDS);
      gain.gain.linearRampToValueAtTime(0, from + lasts);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(from + lasts);
    }
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = null;
    await context?.close();
  }
}
