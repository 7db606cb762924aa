package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A template as it is written: its text as JSON, the lines of its parts, and what is misread
 * easily.
 */
record TemplateSource(ObjectNode root, Lines lines, List<Misread> misread) {}
