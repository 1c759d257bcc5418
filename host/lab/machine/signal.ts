/** The part of a CPU that a signal needs. */
interface Listener {
  kick(): void;
}

/** Tells spinning CPUs that a word in memory has changed and their condition is worth another look. */
export class Signal {
  private listeners: Listener[] = [];

  listen(cpu: Listener): void {
    if (!this.listeners.includes(cpu)) this.listeners.push(cpu);
  }

  fire(): void {
    const listeners = this.listeners;
    this.listeners = [];
    for (const cpu of listeners) cpu.kick();
  }
}
