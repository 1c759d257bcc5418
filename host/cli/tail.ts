import { MqttSource } from "../bridge/mqtt-source.ts";
import { parseUrl } from "../bridge/parse-url.ts";
import { type AccessOptions, accessOf, accessOptions } from "./access-options.ts";
import type { Command } from "./command.ts";
import { type WatchOptions, watchOptions } from "./watch-options.ts";
import { watchSources } from "./watch-sources.ts";

export const tail: Command = {
  name: "tail",
  summary: "show what bridges publish, from anywhere",
  args: [{ name: "[filter]", summary: "an MQTT topic filter (default: baton/#)" }],
  options: [
    { flags: "--mqtt <url>", summary: "mqtt://user@host:1883 or mqtts://…; password in BATON_MQTT_PASSWORD" },
    ...accessOptions,
    ...watchOptions,
  ],
  examples: [
    "baton tail --mqtt mqtt://127.0.0.1:1883",
    "baton tail --mqtt mqtts://broker.example baton/kitchen/# --level warn",
    "baton tail --mqtt mqtt://127.0.0.1:1883 --json --until 'storm over' --timeout 30s",
  ],
  async run([filter = "baton/#"], options, output) {
    const chosen = options as TailOptions;
    const url = parseUrl(chosen.mqtt ?? "", "--mqtt", ["mqtt", "mqtts"]);
    const access = await accessOf(chosen);
    const sourcesOf = (signal: AbortSignal) => [
      new MqttSource(url, { ...access, filter, onNote: output.note, signal }),
    ];
    await watchSources(sourcesOf, true, chosen, output);
  },
};

interface TailOptions extends WatchOptions, AccessOptions {
  readonly mqtt?: string;
}
