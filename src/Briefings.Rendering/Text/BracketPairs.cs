using static Briefings.Rendering.Text.BidiClass;

namespace Briefings.Rendering.Text;

/// <summary>Brackets take one direction together (UAX 9, rule N0).</summary>
static class BracketPairs
{
    /// <summary>Deeper nesting ends the search, as the rule says; it also keeps the cost linear.</summary>
    const int DeepestNesting = 63;

    /// <summary>Opening and closing in turn, after the Unicode file <c>BidiBrackets.txt</c>.</summary>
    const string Brackets = "()[]{}\u0F3A\u0F3B\u0F3C\u0F3D\u169B\u169C\u2045\u2046\u207D\u207E\u208D\u208E\u2308\u2309\u230A\u230B\u2329\u232A"
        + "\u2768\u2769\u276A\u276B\u276C\u276D\u276E\u276F\u2770\u2771\u2772\u2773\u2774\u2775\u27E6\u27E7\u27E8\u27E9\u27EA\u27EB\u27EC\u27ED\u27EE\u27EF"
        + "\u2983\u2984\u2985\u2986\u2987\u2988\u2997\u2998\u3008\u3009\u300A\u300B\u300C\u300D\u300E\u300F\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301A\u301B\uFF08\uFF09\uFF3B\uFF3D\uFF5B\uFF5D\uFF5F\uFF60\uFF62\uFF63";

    public static void Resolve(string text, BidiClass[] classes, BidiClass own)
    {
        foreach (var (open, close) in Find(text, classes))
        {
            if (DirectionOf(classes, open, close, own) is { } direction)
            {
                classes[open] = classes[close] = direction;
            }
        }
    }

    /// <summary>Pairs in the order of their opening brackets.</summary>
    static List<(int Open, int Close)> Find(string text, BidiClass[] classes)
    {
        var pairs = new List<(int Open, int Close)>();
        var open = new List<(int Bracket, int At)>();
        for (var i = 0; i < text.Length; i++)
        {
            if (classes[i] != ON || Brackets.IndexOf(text[i], StringComparison.Ordinal) is not (var bracket and >= 0))
            {
                continue;
            }

            if (bracket % 2 == 0)
            {
                if (open.Count == DeepestNesting)
                {
                    break;
                }

                open.Add((bracket, i));
            }
            else if (open.FindLastIndex(o => o.Bracket == bracket - 1) is var match and >= 0)
            {
                pairs.Add((open[match].At, i));
                open.RemoveRange(match, open.Count - match);
            }
        }

        pairs.Sort();
        return pairs;
    }

    /// <summary>The paragraph's direction when something inside has it; else the other one when what stands before has it too; <c>null</c> when nothing inside has a direction.</summary>
    static BidiClass? DirectionOf(BidiClass[] classes, int open, int close, BidiClass own)
    {
        var hasOther = false;
        for (var i = open + 1; i < close; i++)
        {
            if (Strong(classes[i]) is { } strong)
            {
                if (strong == own)
                {
                    return own;
                }

                hasOther = true;
            }
        }

        if (!hasOther)
        {
            return null;
        }

        for (var i = open - 1; i >= 0; i--)
        {
            if (Strong(classes[i]) is { } before)
            {
                return before;
            }
        }

        return own;
    }

    /// <summary>Numbers count as right to left here.</summary>
    static BidiClass? Strong(BidiClass c) => c switch
    {
        L => L,
        R or EN or AN => R,
        _ => null,
    };
}
