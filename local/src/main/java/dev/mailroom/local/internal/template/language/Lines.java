package dev.mailroom.local.internal.template.language;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the line on which a part of a template is written. */
final class Lines {

    private static final Set<String> ATTRIBUTES =
            Set.of("Type", "Condition", "DependsOn", "IgnoreGlobals", "Fn::Transform");

    private final Node root;

    Lines(Node root) {
        this.root = root;
    }

    /** The line of a place, or of the innermost written part around it; from 1. */
    int of(Place place) {
        if (place.resource().isEmpty()) {
            return find(root, place.steps(), 0, 1).line;
        }
        List<String> steps = new ArrayList<>(List.of("Resources", place.resource()));
        List<String> own = place.steps();
        if (!own.isEmpty() && !ATTRIBUTES.contains(own.get(0))) {
            steps.add("Properties");
        }
        steps.addAll(own);
        Found found = find(root, steps, 0, 1);
        List<String> inGlobals = new ArrayList<>(List.of("Globals", "Function"));
        inGlobals.addAll(own);
        Found global = find(root, inGlobals, 0, 1);
        // Values from the globals are written there.
        return global.depth == inGlobals.size() && found.depth < steps.size()
                ? global.line
                : found.line;
    }

    private static Found find(Node node, List<String> steps, int depth, int line) {
        Found best = new Found(depth, line);
        if (depth == steps.size()) {
            return best;
        }
        String step = steps.get(depth);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
                if (key.equals(step)) {
                    best =
                            best.or(
                                    find(
                                            entry.getValueNode(),
                                            steps,
                                            depth + 1,
                                            line(entry.getKeyNode())));
                } else if (key.startsWith("Fn::") || key.equals("<<")) {
                    best = best.or(find(entry.getValueNode(), steps, depth, line));
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            for (int i = 0; i < items.size(); i++) {
                // A place does not include the branches of Fn::If.
                best =
                        best.or(
                                step.equals("[" + i + "]")
                                        ? find(items.get(i), steps, depth + 1, line(items.get(i)))
                                        : find(items.get(i), steps, depth, line));
            }
        }
        return best;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private record Found(int depth, int line) {

        Found or(Found other) {
            return other.depth > depth ? other : this;
        }
    }
}
