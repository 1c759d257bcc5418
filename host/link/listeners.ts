/** Those who want to hear of something. */
export class Listeners<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** @returns a function that takes the listener off again. */
  add(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
