/** Who listens on which channel, within one process. */
export interface Channels {
  readonly publish: (channel: string, message: string) => void;
  /** Returns the function that ends listening. */
  readonly subscribe: (channel: string, listener: (message: string) => void) => () => void;
  /** Whether anybody listens. */
  readonly isHeard: () => boolean;
  readonly clear: () => void;
}

/** Makes the channels of one store. A listener hears of a message after the code that published it has gone on. */
export function createChannels(): Channels {
  const listening = new Map<string, Set<(message: string) => void>>();
  return {
    publish: (channel, message) => {
      const listeners = listening.get(channel);
      if (listeners === undefined) return;
      // One microtask each: a listener that throws is its own failure, and keeps no other from hearing.
      for (const listener of listeners)
        queueMicrotask(() => {
          if (listeners.has(listener)) listener(message);
        });
    },
    subscribe: (channel, listener) => {
      const listeners = listening.get(channel) ?? new Set();
      listening.set(channel, listeners);
      // A listener given twice is two listeners.
      const own = (message: string): void => listener(message);
      listeners.add(own);
      return () => {
        listeners.delete(own);
        if (listeners.size === 0 && listening.get(channel) === listeners) listening.delete(channel);
      };
    },
    isHeard: () => listening.size > 0,
    clear: () => {
      for (const listeners of listening.values()) listeners.clear();
      listening.clear();
    },
  };
}
