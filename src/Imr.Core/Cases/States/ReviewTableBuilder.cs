namespace Imr.Core.Cases.States;

/// <summary>Fills the table; a pair that is named twice is a mistake.</summary>
internal sealed class ReviewTableBuilder
{
    private readonly Dictionary<(ReviewState, ReviewEvent), Transition> _table = [];

    public Line On(params ReviewState[] states) => new(this, states);

    public Dictionary<(ReviewState, ReviewEvent), Transition> Build() => _table;

    internal sealed class Line(ReviewTableBuilder table, ReviewState[] states)
    {
        public void Moves(ReviewEvent happening, ReviewState[] to, string what) => Add(happening, TransitionKind.Moves, _ => to, what);

        public void MovesOrStays(ReviewEvent happening, ReviewState[] to, string what) => Add(happening, TransitionKind.Moves, state => [state, .. to], what);

        public void Stays(ReviewEvent happening, string what) => Add(happening, TransitionKind.Stays, _ => [], what);

        public void Held(ReviewEvent happening, string what) => Add(happening, TransitionKind.Held, _ => [], what);

        private void Add(ReviewEvent happening, TransitionKind kind, Func<ReviewState, ReviewState[]> to, string what)
        {
            foreach (var state in states)
                table._table.Add((state, happening), new Transition(state, happening, kind, to(state), what));
        }
    }
}
