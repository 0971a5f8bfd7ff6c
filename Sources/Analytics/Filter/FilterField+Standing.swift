import Ledger

extension FilterField {
  /// Where the customer stands.
  static let standing: [FilterField] = [
    FilterField(
      "stage", "Stage", .text, "Life-cycle stage by months since the latest purchase; nothing without a purchase",
      example: "stage = sleeping", vocabulary: Stage.allCases.map(\.rawValue)
    ) { data in
      let lifecycle = data.lifecycle
      return words(data, Stage.allCases.map(\.rawValue)) { lifecycle.stage(of: $0)?.index }
    },
    FilterField(
      "state", "Rhythm", .text, "Silence measured by the customer's own interval; nothing without a purchase",
      example: "state = \"at risk\"", vocabulary: ChurnState.allCases.map(\.phrase)
    ) { data in
      let rhythm = data.churn.rhythm
      return words(data, ChurnState.allCases.map(\.phrase)) { customer in
        rhythm.beat(of: customer).flatMap { beat in
          ChurnState.allCases.firstIndex(of: rhythm.state(ratio: beat.ratio, days: beat.days))
        }
      }
    },
    FilterField(
      "ratio", "Ratio", .number, "Days since the latest purchase divided by the usual interval", example: "ratio >= 1.5"
    ) { data in
      let rhythm = data.churn.rhythm
      return .numbers(data.customers) { rhythm.beat(of: $0)?.ratio }
    },
    FilterField(
      "interval", "Every", .days, "Usual days between two purchases, shrunk towards the shop's",
      example: "interval < 30d"
    ) { data in
      let rhythm = data.churn.rhythm
      return .numbers(data.customers) { rhythm.beat(of: $0)?.interval }
    },
    FilterField(
      "p_return", "Return", .ratio, "Probability of a purchase within the horizon, given the silence so far",
      example: "p_return < 10%"
    ) { data in
      let rhythm = data.churn.rhythm
      return .numbers(data.customers) { rhythm.beat(of: $0).flatMap { rhythm.probability($0) } }
    },
    FilterField(
      "stake", "At stake", .money, "What is lost on average if nothing is done; of people who are due or at risk",
      example: "stake > 100"
    ) { data in
      var stakes = [Int64](repeating: FilterColumn.none, count: data.customers)
      data.churn.forEachStake { stakes[$0] = $1 ?? FilterColumn.none }
      return .integers(stakes)
    },
    FilterField(
      "expected", "Expected", .money, "Value of the next 12 months if the customer goes on as before",
      example: "expected >= 250"
    ) { data in
      var expected = [Int64](repeating: FilterColumn.none, count: data.customers)
      let (churn, history) = (data.churn, data.history)
      for customer in 0..<data.customers {
        if let value = churn.expected(of: customer, in: history) { expected[customer] = value }
      }
      return .integers(expected)
    },
    FilterField(
      "next_expected", "Next", .date, "Day on which the next purchase is expected: the latest plus the usual interval",
      example: "next_expected between today and today + 14d"
    ) { data in
      let rhythm = data.churn.rhythm
      return .integers(data.customers) { customer in
        rhythm.beat(of: customer).map { Int64($0.lastDay) + Int64($0.interval.rounded()) }
      }
    },
    FilterField(
      "decile", "Decile", .count,
      "Tenth of the buyers of the deciles' window (usually 365 days) by what they spent; 1 is the best",
      example: "decile <= 2"
    ) { data in
      let deciles = data.deciles
      return .integers(data.customers) { deciles.decile(of: $0).map { Int64($0) } }
    },
    FilterField(
      "slice", "Slice", .count,
      "Tenth of the revenue of the slices' window (usually 365 days); 1 has the largest people",
      example: "slice = 1"
    ) { data in
      let slices = data.slices
      var numbers = [Int64](repeating: FilterColumn.none, count: data.customers)
      for slice in slices.slices {
        for customer in slices.customers(in: slice.slice) { numbers[customer] = Int64(slice.slice) }
      }
      return .integers(numbers)
    },
  ]

  /// One of a few words for each customer; `nil` for none.
  private static func words(_ data: FilterData, _ words: [String], _ position: (Int) -> Int?) -> FilterColumn {
    .categories(
      CategoryColumn(
        names: [""] + words, codes: (0..<data.customers).map { UInt32((position($0) ?? -1) + 1) }))
  }
}
