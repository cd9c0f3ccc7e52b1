#!/usr/bin/env node
import { runProcess } from '../dist/commands/process/run-process.js';

void runProcess();
