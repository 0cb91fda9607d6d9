import { preferences } from './preferences.js';

let context: AudioContext | undefined;

/** A short high tone for a scan that was taken, a long low one for one that was not; nothing where Settings, or the browser, want none. */
export function sound(taken: boolean): void {
  if (!preferences().sounds) return;
  try {
    context = context ?? new AudioContext();
    play(context, taken ? 1320 : 220, taken ? 0.07 : 0.3);
    void context.resume();
  } catch (error) {
    console.warn('no sound', error);
  }
}

/** @param pitch in Hz @param length in s */
function play(by: AudioContext, pitch: number, length: number): void {
  const end = by.currentTime + length;
  const tone = by.createOscillator();
  const loudness = by.createGain();
  tone.frequency.value = pitch;
  // A tone that is cut off clicks.
  loudness.gain.setValueAtTime(0.4, by.currentTime);
  loudness.gain.linearRampToValueAtTime(0, end);
  tone.connect(loudness).connect(by.destination);
  tone.start();
  tone.stop(end);
}
