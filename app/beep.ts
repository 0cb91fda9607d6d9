let context: AudioContext | undefined;

/** A short low tone: something was not taken. Silent where the browser does not let the page sound. */
export function beep(): void {
  try {
    context = context ?? new AudioContext();
    const tone = context.createOscillator();
    tone.frequency.value = 220;
    tone.connect(context.destination);
    tone.start();
    tone.stop(context.currentTime + 0.25);
    void context.resume();
  } catch (error) {
    console.warn('no sound', error);
  }
}
