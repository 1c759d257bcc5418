/** Who listens to what: in Espruino any object can have listeners, and emitting is any object's affair. */
export type Callback = (...args: unknown[]) => unknown;

export class Listeners {
  private readonly byObject = new WeakMap<object, Map<string, Callback[]>>();

  of(object: object, event: string): readonly Callback[] {
    return this.byObject.get(object)?.get(event) ?? [];
  }

  add(object: object, event: string, callback: Callback): void {
    const events = this.byObject.get(object) ?? new Map<string, Callback[]>();
    this.byObject.set(object, events);
    events.set(event, [...this.of(object, event), callback]);
  }

  remove(object: object, event: string, callback: Callback): void {
    const rest = this.of(object, event).filter((each) => each !== callback);
    this.byObject.get(object)?.set(event, rest);
  }

  /** @param event - all events when it is left out. */
  removeAll(object: object, event?: string): void {
    if (event === undefined) this.byObject.delete(object);
    else this.byObject.get(object)?.delete(event);
  }
}
