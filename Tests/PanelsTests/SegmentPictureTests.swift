import Canvas
import Testing

@testable import Panels

/// The pictures of ``Shops/small`` as text, wide and narrow.
@Suite struct SegmentPictureTests {
  let findings = Shops.findings(Shops.small)

  @Test func funnel() throws {
    let shown = try picture(Panel.funnel.sheet(findings), 100, 11)
    #expect(
      shown == """
        1 purchase  █████████████████████████████████████████████░░░░░░░░░░░░░░░      4   100%   5.0% of net
                    ▼ 75 % came again · 100 % of the 3 who have had time to
        2           ██████████████████████████████░░░░░░░░░░░░░░░                     3    75%    10% of net
                    ▼ 67 % came again · 67 % of the 3 who have had time to
        3           ███████████████░░░░░░░░░░░░░░░                                    2    50%    30% of net
                    ▼ 50 % came again · 100 % of the 1 who has had time to
        4           ███████████████                                                   1    25%     0% of net
                    ▼ 100 % came again · 100 % of the 1 who has had time to
        5+          ███████████████                                                   1    25%    55% of net

                    █ came again   ░ not again so far
        """)
  }

  @Test func funnelNarrow() throws {
    let shown = try picture(Panel.funnel.sheet(findings), 40, 6)
    #expect(
      shown == """
        1  █████████████████░░░░░░      4   100%
        2  ████████████░░░░░            3    75%
        3  ██████░░░░░░                 2    50%
        4  ██████                       1    25%
        5+ ██████                       1    25%
           █ came again   ░ not again so far
        """)
  }

  @Test func funnelInASCII() throws {
    let shown = try picture(Panel.funnel.sheet(findings), 60, 9, .ascii)
    #expect(
      shown == """
        1 purchase  ##########################::::::::      4   100%
                    v 75 % came again
        2           #################:::::::::              3    75%
                    v 67 % came again
        3           #########::::::::                       2    50%
                    v 50 % came again
        4           #########                               1    25%
                    v 100 % came again
        5+          #########                               1    25%
        """)
  }

  @Test func lifecycle() throws {
    let shown = try picture(Panel.lifecycle.sheet(findings), 78, 10)
    #expect(
      shown == """
        ███████████████████████████████████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
        Active 2 · 50%                         Silent 1 · 25%      Sleeping 1 · 25%

        People by months since their last purchase
            2
        ████████
        ████████     1                                   1
        ████████ ████████                            ████████
        ████████ ████████                            ████████
            1        2        3        4        5        6
        """)
  }

  @Test func lifecycleNarrow() throws {
    let shown = try picture(Panel.lifecycle.sheet(findings), 36, 9, .ascii)
    #expect(
      shown == """
        ##################*********@@@@@@@@@
        # Active 2 - 50%  * Silent 1 - 25%
        @ Sleeping 1 - 25%  + Churned 0 - 0%

        People by months since their last p~
          2
        #####   1                       1
        ##### *****                   @@@@@
          1     2     3     4     5     6
        """)
  }

  @Test func importReport() throws {
    let shown = try picture(Panel.importReport.sheet(findings), 78, 6)
    #expect(
      shown == """
        How net comes about
        gross CHF    1,130.00  ███████████████████████████████████████████████████████
        − discounts     20.00                                                        ░
        − refunds      100.00                                                   ░░░░░
        = net        1,010.00  █████████████████████████████████████████████████

        """)
  }

  @Test func importReportNarrow() throws {
    let shown = try picture(Panel.importReport.sheet(findings), 40, 6, .ascii)
    #expect(
      shown == """
        How net comes about
        gross CHF    1,130.00  #################
        - discounts     20.00                  :
        - refunds      100.00                 ::
        = net        1,010.00  ###############

        """)
  }
}
