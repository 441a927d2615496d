// What only pages of the staff need: parts of a page exchanged, keys, scanner, signing token.
import { startHtmx } from "./exchange.js";
import { startKeys } from "./keys.js";
import { startRoad } from "./road.js";
import { startScan } from "./scan.js";
import { startToken } from "./token.js";

startHtmx();
startKeys();
startScan();
startRoad();
startToken();
