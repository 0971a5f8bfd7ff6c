/// What the figures of ``StagePanelsTests`` look like.
enum StagePictures {
  static let stages = """
    Evaluating     ███████                      1    25% people
                   ░                           50   5.0% net

    Forming        ▓▓▓▓▓▓▓▓▓▓▓▓▓▓               2    50% people
                   ░░░░░░░░░░░░░░░░░░░░░░░    850    85% net

    Active                                      0     0% people
                                                0     0% net

    Short decline                               0     0% people
                                                0     0% net

    Long decline   #######                      1    25% people
                   ░░░                        100    10% net
    """

  static let grid = """
                      Active       Silent     Sleeping      Churned          All
    1 purchase    █  1   25%      0    0%      0    0%      0    0%      1   25%
                  █       50            0            0            0     50  5.0%
                 ░░░░░░░░░░░

    2 purchases      0    0%      0    0%   █  1   25%      0    0%      1   25%
                           0            0   █      100            0    100   10%
                                           ▓▓▓▓▓▓▓▓▓▓▓

    3 purchases      0    0%   █  1   25%      0    0%      0    0%      1   25%
                           0   █      300            0            0    300   30%
                              ███████████

    >3 purchases  █  1   25%      0    0%      0    0%      0    0%      1   25%
                  █      550            0            0            0    550   55%
                 ███████████

    All              2   50%      1   25%      1   25%      0    0%      4  100%
                   600   60%    300   30%    100   10%      0    0%  1,000  100%
                 amount: █ high   ▓ middle   ░ low   · none in 365 days
    """

  static let gridNarrow = """
        Active Silent Sleep~ Churn~    All
    1        1      0      0      0      1
    2        0      0      1      0      1
    3        0      1      0      0      1
    >3       1      0      0      0      1
    All      2      1      1      0      4
    """

  static let periods = """
    2024-06  ▒ new 1  ▓ returned 1  █ repeat 0  + dormant 1

     3┤▒▒▒▒▒▒▒
      │▒▒▒▒▒▒▒
      │▒▒▒▒▒▒▒         ▓▓▓▓▓▓▓                 ▒▒▒▒▒▒▒
      │▒▒▒▒▒▒▒         ▓▓▓▓▓▓▓                 ▒▒▒▒▒▒▒
      │▒▒▒▒▒▒▒ ███████ ███████ ███████ ▓▓▓▓▓▓▓ ▓▓▓▓▓▓▓
      │▒▒▒▒▒▒▒ ███████ ███████ ███████ ▓▓▓▓▓▓▓ ▓▓▓▓▓▓▓
      │        +++++++         +++++++ +++++++ +++++++
      │        +++++++         +++++++ +++++++ +++++++
      │        +++++++
    −2┤        +++++++
       2024-01 2024-02 2024-03 2024-04 2024-05 2024-06
       ─────────────── left edge: new is too high here
    """

  static let periodsNarrow = """
    2024-06  @ new 1  * returned 1
    # repeat 0  & dormant 1

    @@@@@
    @@@@@       *****             @@@@@
    @@@@@ ##### ##### ##### ***** *****
          &&&&&       &&&&& &&&&& &&&&&
          &&&&&
    2024  Feb   Mar   Apr   May   Jun
    """
}
