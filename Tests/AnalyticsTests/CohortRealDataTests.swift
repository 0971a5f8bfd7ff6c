import Ingest
import Ledger
import SharedDataSets
import Testing

@testable import Analytics

/// Public data sets. The expected figures were computed with pandas 3.1 from the definitions, independently of this
/// module: rows of a person and day summed, first days by `groupby.min`, ages with `DateOffset(months:)`, Kaplan–Meier
/// by counting the people at risk for every day.
@Suite("Cohorts of public data sets", .sharedData(CDNOW.name))
struct CohortRealDataTests {
  typealias Triangle = [(id: String, customers: Int, active: [Int], net: [Int64])]
  typealias Values = [(
    id: String, customers: Int, observed: [Int], byDay: [Int64], toDate: Int64, first: Int64, firstOfLast: Int64
  )]
  typealias Steps = [(reached: Int, people: [Int], median: Double, p80: Int, km: [Double?])]

  private func check(_ cohorts: Cohorts, _ expected: Triangle, average: [(customers: Int, active: Int)]) {
    #expect(cohorts.cohorts.map(\.id) == expected.map(\.id))
    for (index, row) in expected.enumerated() {
      let cells = (0..<cohorts.matureAges(of: index)).map { cohorts.cell(index, age: $0) }
      #expect(cohorts.cohorts[index].customers == row.customers)
      #expect(cells.map { $0.active ?? -1 } == row.active)
      #expect(cells.map { $0.net ?? -1 } == row.net)
    }
    #expect(cohorts.averages.map(\.customers) == average.map(\.customers))
    #expect(cohorts.averages.map(\.retention) == average.map { Double($0.active) / Double($0.customers) })
  }

  private func check(_ value: ObservedValue, _ expected: Values) throws {
    for row in expected {
      let found = try #require(value.rows.first { ($0.cohort.map { value.cohorts[$0].id } ?? "all") == row.id })
      #expect(found.customers == row.customers && found.observed == row.observed)
      let means = zip(row.byDay, row.observed).map { $1 > 0 ? Money.rounded($0, Int64($1)) : nil }
      #expect(found.byDay == means)
      #expect(found.toDate == Money.rounded(row.toDate, Int64(row.customers)))
      #expect(found.first == Money.rounded(row.first, Int64(row.customers)))
      let ratio = row.firstOfLast > 0 ? Double(row.byDay[3]) / Double(row.firstOfLast) : nil
      #expect(found.ratio == ratio)
    }
  }

  private func check(_ intervals: PurchaseIntervals, _ expected: Steps) {
    for (step, row) in zip(intervals.steps, expected) {
      #expect(step.reached == row.reached)
      #expect(step.buckets.map(\.people) == row.people)
      #expect(step.median == row.median && step.p80 == row.p80)
      for (bucket, km) in zip(step.buckets, row.km) {
        #expect((bucket.kaplanMeier == nil) == (km == nil))
        #expect(abs((bucket.kaplanMeier ?? 0) - (km ?? 0)) < 1e-8)
      }
    }
  }

  @Test("CDNOW")
  func cdnow() throws {
    let ledger = CDNOWTests.ledger
    let question = Question(asOf: day("1998-06-30"))
    let history = PurchaseHistory(ledger, question)
    let triangle: Triangle = [
      (
        "1997-01", 7_814, [7_814, 1_018, 841, 711, 657, 708, 717, 588, 561, 654, 667, 532, 535, 596, 565, 499, 503],
        [
          33_606_958, 5_524_422, 4_163_206, 3_681_080, 3_414_771, 3_259_617, 4_109_143, 2_853_064, 2_796_009, 3_732_871,
          3_807_856, 2_760_978, 2_887_365, 2_955_594, 2_914_604, 2_340_821, 2_876_269,
        ]
      ),
      (
        "1997-02", 8_455, [8_455, 1_129, 873, 757, 793, 802, 623, 612, 742, 691, 587, 554, 634, 672, 543, 557],
        [
          35_069_257, 5_521_065, 4_281_588, 3_669_513, 3_646_946, 4_334_153, 2_963_725, 2_899_981, 3_963_071, 3_759_497,
          2_729_625, 2_722_155, 3_209_027, 3_137_517, 2_510_679, 2_888_074,
        ]
      ),
      (
        "1997-03", 7_231, [7_231, 918, 698, 700, 695, 535, 571, 617, 632, 503, 442, 570, 570, 423, 493],
        [
          30_391_827, 4_305_920, 3_326_217, 3_251_724, 3_898_748, 2_658_797, 2_453_233, 3_153_949, 3_482_622, 2_443_331,
          2_237_062, 2_970_307, 2_749_258, 2_018_301, 2_146_111,
        ]
      ),
      ("1997-11", 2, [2, 0, 0, 0, 0, 0, 0], [9_043, 0, 0, 0, 0, 0, 0]),
    ]
    check(
      Cohorts(history, ledger, question), triangle,
      average: [
        (23_502, 23_502), (23_502, 3_065), (23_502, 2_412), (23_502, 2_168), (23_502, 2_145), (23_502, 2_045),
        (23_502, 1_911), (23_500, 1_817), (23_500, 1_935), (23_500, 1_848), (23_500, 1_696), (23_500, 1_656),
        (23_500, 1_739), (23_500, 1_691), (23_500, 1_601), (16_269, 1_056), (7_814, 503),
      ])
    let values: Values = [
      (
        "all", 23_502, [23_502, 23_502, 23_502, 23_500], [99_674_081, 126_534_018, 157_752_517, 214_142_731],
        250_031_563, 78_473_855, 78_469_008
      ),
      (
        "1997-01", 7_814, [7_814, 7_814, 7_814, 7_814], [33_659_857, 43_410_345, 53_650_054, 73_778_528], 88_696_541,
        26_621_862, 26_621_862
      ),
      (
        "1997-03", 7_231, [7_231, 7_231, 7_231, 7_231], [30_391_827, 37_927_763, 47_570_898, 64_679_933], 72_654_626,
        23_740_855, 23_740_855
      ),
      ("1997-11", 2, [2, 2, 2, 0], [9_043, 9_043, 9_043, 0], 9_043, 4_847, 0),
    ]
    try check(ObservedValue(history, ledger, question), values)
    let steps: Steps = [
      (
        23_502, [1_386, 1_045, 1_683, 1_814, 958, 733, 1_207, 1_981, 706], 57, 207,
        [0.058973704, 0.103438005, 0.175048932, 0.252233852, 0.292996341, 0.324185176, 0.375542507, 0.459837468]
      ),
      (
        11_513, [849, 690, 1_184, 1_274, 832, 589, 803, 1_102, 150], 52, 159,
        [0.0738002, 0.133854351, 0.237320836, 0.349666186, 0.424129315, 0.478073751, 0.554609315, 0.67596594]
      ),
      (
        7_473, [677, 532, 891, 977, 646, 428, 530, 541, 48], 44, 126,
        [0.090794902, 0.162458425, 0.283980101, 0.420364154, 0.513298162, 0.577887062, 0.664308599, 0.781338587]
      ),
      (
        5_270, [544, 398, 755, 802, 438, 298, 315, 271, 14], 37, 101,
        [0.103603105, 0.179911085, 0.327046164, 0.489123995, 0.582348175, 0.650193709, 0.731384869, 0.836120953]
      ),
    ]
    check(PurchaseIntervals(history, question), steps)
  }

  @Test("Online Retail", .sharedData("online_retail/online_retail.csv.gz"))
  func onlineRetail() throws {
    let path = try #require(SharedData.path("online_retail/online_retail.csv.gz"))
    let ledger = try readLedger([.file(path)])
    let question = Question(ledger: ledger)
    let history = PurchaseHistory(ledger, question)
    let triangle: Triangle = [
      (
        "2010-12", 883, [883, 327, 296, 346, 298, 342, 322, 301, 318, 338, 369],
        [
          60_012_634, 26_454_970, 21_693_485, 31_078_676, 20_455_120, 30_656_890, 30_394_297, 33_802_920, 31_019_042,
          46_363_503, 45_413_010,
        ]
      ),
      (
        "2011-01", 415, [415, 100, 117, 117, 113, 116, 104, 110, 134, 141],
        [20_563_011, 7_160_063, 5_087_282, 7_720_009, 7_389_521, 8_433_307, 6_321_728, 8_352_065, 9_932_223, 9_512_342]
      ),
      (
        "2011-02", 381, [381, 85, 90, 109, 80, 102, 98, 95, 109],
        [15_902_925, 4_089_975, 4_186_038, 4_628_503, 2_985_694, 4_145_351, 5_625_222, 5_132_963, 6_314_692]
      ),
      (
        "2011-03", 451, [451, 81, 106, 98, 85, 93, 112, 116],
        [21_068_279, 3_317_234, 5_490_397, 4_206_655, 4_847_041, 4_925_603, 6_089_182, 7_258_380]
      ),
      (
        "2011-04", 300, [300, 77, 49, 67, 52, 65, 72],
        [12_755_036, 3_253_548, 2_174_827, 2_620_494, 2_481_919, 2_850_115, 3_528_627]
      ),
      (
        "2011-05", 283, [283, 56, 44, 57, 69, 65], [12_455_788, 2_008_927, 1_997_817, 2_067_518, 3_365_609, 2_473_027]
      ),
      ("2011-06", 242, [242, 37, 47, 56, 68], [10_069_620, 1_373_226, 1_670_512, 3_015_292, 3_189_011]),
      ("2011-07", 187, [187, 35, 40, 44], [7_959_245, 1_206_968, 1_732_281, 1_700_577]),
      ("2011-08", 169, [169, 36, 48], [9_009_086, 2_712_479, 5_043_410]),
      ("2011-09", 297, [297, 89], [16_374_078, 3_520_944]),
      ("2011-10", 357, [357], [17_870_773]),
      ("2011-11", 322, [], []),
      ("2011-12", 40, [], []),
    ]
    check(
      Cohorts(history, ledger, question), triangle,
      average: [
        (3_965, 3_965), (3_608, 923), (3_311, 837), (3_142, 894), (2_955, 765), (2_713, 783), (2_430, 708),
        (2_130, 622), (1_679, 561), (1_298, 479), (883, 369),
      ])
    let values: Values = [
      (
        "all", 4_327, [4_076, 3_364, 2_816, 573], [210_550_225, 274_500_598, 385_156_881, 301_841_830], 831_106_995,
        185_123_713, 26_142_218
      ),
      (
        "2010-12", 883, [883, 883, 883, 573], [60_012_634, 109_131_796, 189_280_117, 301_841_830], 433_976_216,
        38_932_834, 26_142_218
      ),
      ("2011-06", 242, [242, 242, 103, 0], [10_060_497, 12_962_222, 10_165_571, 0], 22_842_140, 13_007_805, 0),
      ("2011-12", 40, [0, 0, 0, 0], [0, 0, 0, 0], 2_677_675, 2_678_950, 0),
    ]
    try check(ObservedValue(history, ledger, question), values)
    let steps: Steps = [
      (
        4_327, [224, 204, 372, 648, 373, 304, 331, 326, 1], 57, 134,
        [0.052012113, 0.099783723, 0.189281015, 0.354161697, 0.458609171, 0.549852125, 0.657239566, 0.847440324]
      ),
      (
        2_783, [153, 159, 357, 528, 317, 167, 158, 69, 0], 45, 92,
        [0.055596024, 0.115150245, 0.255553599, 0.481058018, 0.633196097, 0.72339928, 0.823674794, 0.929571828]
      ),
      (
        1_908, [118, 133, 314, 438, 191, 115, 75, 24, 0], 39, 77,
        [0.062932481, 0.135734071, 0.315865027, 0.592439834, 0.730387425, 0.826254393, 0.909178567, nil]
      ),
      (
        1_408, [100, 129, 255, 329, 119, 58, 23, 7, 0], 33, 62,
        [0.072432115, 0.169358516, 0.373902661, 0.672000415, 0.80268238, 0.88792951, 0.938934818, nil]
      ),
    ]
    check(PurchaseIntervals(history, question), steps)
  }
}
